import { Controller, Res } from '@nestjs/common';
import { ExportEntries, ExportWinnerContacts, HandOverPrizes, PhoneRetention } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import type { FastifyReply } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { TableReplies } from '../http/table-replies.js';
import { unwrap } from '../http/unwrap.js';

/** Tables of an edition to take away, and how long the numbers in them are kept. */
@Controller()
export class ContestExportsController {
  constructor(
    private readonly entries: ExportEntries,
    private readonly contacts: ExportWinnerContacts,
    private readonly retention: PhoneRetention,
    private readonly handOver: HandOverPrizes,
    private readonly tables: TableReplies,
  ) {}

  @Endpoint(endpoints.exportEntries)
  exportEntries(
    @Input() { params, query }: In<typeof endpoints.exportEntries>,
    @CallerCtx() caller: StaffCaller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.tables.send(reply, async () => unwrap(await this.entries.run(caller, params.key, query)));
  }

  @Endpoint(endpoints.exportWinnerContacts)
  exportWinnerContacts(
    @Input() { params, query }: In<typeof endpoints.exportWinnerContacts>,
    @CallerCtx() caller: StaffCaller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.tables.send(reply, async () => unwrap(await this.contacts.run(caller, params.key, query)));
  }

  @Endpoint(endpoints.getPhoneRetention)
  async getPhoneRetention(
    @Input() { params }: In<typeof endpoints.getPhoneRetention>,
  ): Promise<Out<typeof endpoints.getPhoneRetention>> {
    return unwrap(await this.retention.of(params.key));
  }

  @Endpoint(endpoints.handOverPrizes)
  async handOverPrizes(
    @Input() { params }: In<typeof endpoints.handOverPrizes>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.handOverPrizes>> {
    return unwrap(await this.handOver.run(caller, params.key, true));
  }

  @Endpoint(endpoints.takeBackHandOver)
  async takeBackHandOver(
    @Input() { params }: In<typeof endpoints.takeBackHandOver>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.takeBackHandOver>> {
    return unwrap(await this.handOver.run(caller, params.key, false));
  }
}
