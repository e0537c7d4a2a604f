import { Controller } from '@nestjs/common';
import { ApproveSubmission, ModerationQueue, RefuseSubmission, TellApart, UndoModeration } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class ModerationController {
  constructor(
    private readonly queue: ModerationQueue,
    private readonly approve: ApproveSubmission,
    private readonly refuse: RefuseSubmission,
    private readonly undo: UndoModeration,
    private readonly apart: TellApart,
  ) {}

  @Endpoint(endpoints.listModerationQueue)
  async listModerationQueue(
    @Input() input: In<typeof endpoints.listModerationQueue>,
  ): Promise<Out<typeof endpoints.listModerationQueue>> {
    const { edition, ...page } = input.query;
    return unwrap(await this.queue.page({ editionKey: edition, ...page }));
  }

  @Endpoint(endpoints.approveSubmission)
  async approveSubmission(
    @Input() input: In<typeof endpoints.approveSubmission>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.approveSubmission>> {
    return unwrap(await this.approve.run(caller, input.params.id));
  }

  @Endpoint(endpoints.rejectSubmission)
  async rejectSubmission(
    @Input() input: In<typeof endpoints.rejectSubmission>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.rejectSubmission>> {
    return unwrap(await this.refuse.run(caller, input.params.id, { verb: 'reject', ...input.body }));
  }

  @Endpoint(endpoints.requestFix)
  async requestFix(
    @Input() input: In<typeof endpoints.requestFix>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.requestFix>> {
    return unwrap(await this.refuse.run(caller, input.params.id, { verb: 'request-fix', ...input.body }));
  }

  @Endpoint(endpoints.tellApart)
  async tellApart(
    @Input() input: In<typeof endpoints.tellApart>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.tellApart>> {
    return unwrap(await this.apart.run(caller, input.params.id, input.body.otherId));
  }

  @Endpoint(endpoints.undoModeration)
  async undoModeration(
    @Input() input: In<typeof endpoints.undoModeration>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.undoModeration>> {
    return unwrap(await this.undo.run(caller, input.params.id));
  }
}
