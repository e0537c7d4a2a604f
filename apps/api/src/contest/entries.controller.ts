import { Controller } from '@nestjs/common';
import { DisqualifyEntry, Gallery } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class EntriesController {
  constructor(
    private readonly gallery: Gallery,
    private readonly disqualify: DisqualifyEntry,
  ) {}

  @Endpoint(endpoints.getEntry)
  async getEntry(@Input() input: In<typeof endpoints.getEntry>): Promise<Out<typeof endpoints.getEntry>> {
    return unwrap(await this.gallery.entry(input.params.id));
  }

  @Endpoint(endpoints.disqualifyEntry)
  async disqualifyEntry(
    @Input() input: In<typeof endpoints.disqualifyEntry>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<void> {
    unwrap(await this.disqualify.run(caller, input.params.id, input.body.reason));
  }
}
