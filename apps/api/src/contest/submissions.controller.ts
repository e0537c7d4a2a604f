import { Controller } from '@nestjs/common';
import { AmendSubmission, CreateSubmission, MySubmissions, WithdrawSubmission } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { AuthorCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class SubmissionsController {
  constructor(
    private readonly create: CreateSubmission,
    private readonly mine: MySubmissions,
    private readonly amend: AmendSubmission,
    private readonly withdraw: WithdrawSubmission,
  ) {}

  @Endpoint(endpoints.createSubmission)
  async createSubmission(
    @Input() input: In<typeof endpoints.createSubmission>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.createSubmission>> {
    return unwrap(await this.create.run(caller, input.body));
  }

  @Endpoint(endpoints.listMySubmissions)
  async listMySubmissions(@CallerCtx() caller: AuthorCaller): Promise<Out<typeof endpoints.listMySubmissions>> {
    return this.mine.list(caller);
  }

  @Endpoint(endpoints.getMySubmission)
  async getMySubmission(
    @Input() input: In<typeof endpoints.getMySubmission>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.getMySubmission>> {
    return unwrap(await this.mine.get(caller, input.params.id));
  }

  @Endpoint(endpoints.amendSubmission)
  async amendSubmission(
    @Input() input: In<typeof endpoints.amendSubmission>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.amendSubmission>> {
    return unwrap(await this.amend.run(caller, input.params.id, input.body));
  }

  @Endpoint(endpoints.withdrawSubmission)
  async withdrawSubmission(
    @Input() input: In<typeof endpoints.withdrawSubmission>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.withdrawSubmission>> {
    return unwrap(await this.withdraw.run(caller, input.params.id));
  }
}
