import { Controller, Res } from '@nestjs/common';
import { ExportEntries, ExportWinnerContacts } from '@zuimei/contest';
import { endpoints, type In } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import type { FastifyReply } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { TableReplies } from '../http/table-replies.js';
import { unwrap } from '../http/unwrap.js';

/** Tables of an edition to take away. */
@Controller()
export class ContestExportsController {
  constructor(
    private readonly entries: ExportEntries,
    private readonly contacts: ExportWinnerContacts,
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
}
