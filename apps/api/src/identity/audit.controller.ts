import { Controller } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { AuditTrail } from '@zuimei/identity';
import { Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Endpoint(endpoints.listAuditEvents)
  async listAuditEvents(
    @Input() input: In<typeof endpoints.listAuditEvents>,
  ): Promise<Out<typeof endpoints.listAuditEvents>> {
    return unwrap(await this.trail.list(input.query));
  }
}
