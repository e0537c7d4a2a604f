import { Controller } from '@nestjs/common';
import { CreateEdition, Editions, Gallery, UpdateEdition, Winners } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class EditionsController {
  constructor(
    private readonly editions: Editions,
    private readonly create: CreateEdition,
    private readonly update: UpdateEdition,
    private readonly gallery: Gallery,
    private readonly winners: Winners,
  ) {}

  @Endpoint(endpoints.listEditions)
  async listEditions(): Promise<Out<typeof endpoints.listEditions>> {
    return this.editions.list();
  }

  @Endpoint(endpoints.getEdition)
  async getEdition(@Input() input: In<typeof endpoints.getEdition>): Promise<Out<typeof endpoints.getEdition>> {
    return unwrap(await this.editions.get(input.params.key));
  }

  @Endpoint(endpoints.createEdition)
  async createEdition(
    @Input() input: In<typeof endpoints.createEdition>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.createEdition>> {
    return unwrap(await this.create.run(caller, input.body));
  }

  @Endpoint(endpoints.updateEdition)
  async updateEdition(
    @Input() input: In<typeof endpoints.updateEdition>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.updateEdition>> {
    return unwrap(await this.update.run(caller, input.params.key, input.body));
  }

  @Endpoint(endpoints.getEditionOverview)
  async getEditionOverview(
    @Input() input: In<typeof endpoints.getEditionOverview>,
  ): Promise<Out<typeof endpoints.getEditionOverview>> {
    return unwrap(await this.editions.overview(input.params.key));
  }

  @Endpoint(endpoints.listEntries)
  async listEntries(@Input() input: In<typeof endpoints.listEntries>): Promise<Out<typeof endpoints.listEntries>> {
    return unwrap(await this.gallery.page({ editionKey: input.params.key, ...input.query }));
  }

  @Endpoint(endpoints.listWinners)
  async listWinners(@Input() input: In<typeof endpoints.listWinners>): Promise<Out<typeof endpoints.listWinners>> {
    return unwrap(await this.winners.of(input.params.key));
  }
}
