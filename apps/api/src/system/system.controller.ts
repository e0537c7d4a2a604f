import { Controller } from '@nestjs/common';
import { endpoints, openApiDocument, type Out } from '@zuimei/contracts';
import { Endpoint } from '../http/endpoint.decorator.js';
import { Health } from './health.js';
import { VERSION } from './version.js';

@Controller()
export class SystemController {
  readonly #openApi = JSON.stringify(openApiDocument(VERSION));

  constructor(private readonly health: Health) {}

  @Endpoint(endpoints.getHealth)
  async getHealth(): Promise<Out<typeof endpoints.getHealth>> {
    return { ...(await this.health.look()), version: VERSION };
  }

  @Endpoint(endpoints.getOpenApi)
  getOpenApi(): string {
    return this.#openApi;
  }
}
