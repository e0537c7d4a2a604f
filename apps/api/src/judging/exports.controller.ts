import { Controller, Res } from '@nestjs/common';
import { endpoints, type In } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { ExportAnswers, ExportResult } from '@zuimei/judging';
import type { FastifyReply } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { TableReplies } from '../http/table-replies.js';
import { unwrap } from '../http/unwrap.js';

/** Tables of a published round to take away. */
@Controller()
export class JudgingExportsController {
  constructor(
    private readonly answers: ExportAnswers,
    private readonly result: ExportResult,
    private readonly tables: TableReplies,
  ) {}

  @Endpoint(endpoints.exportAnswers)
  exportAnswers(
    @Input() { params, query }: In<typeof endpoints.exportAnswers>,
    @CallerCtx() caller: StaffCaller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.tables.send(reply, async () => unwrap(await this.answers.run(caller, params.id, query)));
  }

  @Endpoint(endpoints.exportResult)
  exportResult(
    @Input() { params, query }: In<typeof endpoints.exportResult>,
    @CallerCtx() caller: StaffCaller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.tables.send(reply, async () => unwrap(await this.result.run(caller, params.id, query)));
  }
}
