import { Controller } from '@nestjs/common';
import { endpoints, type In, type Out, type RoundView } from '@zuimei/contracts';
import { type StaffCaller } from '@zuimei/identity';
import { Advancing, HoldRunOffs, CloseRound, PrepareRound, Rounds, RunRound } from '@zuimei/judging';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

/** A round from its draft to its closing; counting is another controller's. */
@Controller()
export class RoundsController {
  constructor(
    private readonly rounds: Rounds,
    private readonly preparing: PrepareRound,
    private readonly running: RunRound,
    private readonly closing: CloseRound,
    private readonly advancing: Advancing,
    private readonly runOffs: HoldRunOffs,
  ) {}

  @Endpoint(endpoints.getRound)
  async getRound(@Input() { params }: In<typeof endpoints.getRound>): Promise<RoundView> {
    return unwrap(await this.rounds.get(params.id));
  }

  @Endpoint(endpoints.getAdvancing)
  async getAdvancing(
    @Input() { params }: In<typeof endpoints.getAdvancing>,
  ): Promise<Out<typeof endpoints.getAdvancing>> {
    return unwrap(await this.advancing.preview(params.id));
  }

  @Endpoint(endpoints.holdRunOffs)
  async holdRunOffs(
    @Input() { params }: In<typeof endpoints.holdRunOffs>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.holdRunOffs>> {
    return { items: unwrap(await this.runOffs.run(caller, params.id)) };
  }

  @Endpoint(endpoints.prepareRound)
  async prepareRound(
    @Input() { params }: In<typeof endpoints.prepareRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.preparing.run(caller, params.id));
  }

  @Endpoint(endpoints.openRound)
  async openRound(
    @Input() { params }: In<typeof endpoints.openRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.running.open(caller, params.id));
  }

  @Endpoint(endpoints.pauseRound)
  async pauseRound(
    @Input() { params }: In<typeof endpoints.pauseRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.running.pause(caller, params.id));
  }

  @Endpoint(endpoints.resumeRound)
  async resumeRound(
    @Input() { params }: In<typeof endpoints.resumeRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.running.resume(caller, params.id));
  }

  @Endpoint(endpoints.collectRound)
  async collectRound(
    @Input() { params }: In<typeof endpoints.collectRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.running.collect(caller, params.id));
  }

  @Endpoint(endpoints.closeRound)
  async closeRound(
    @Input() { params, body }: In<typeof endpoints.closeRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.closing.run(caller, params.id, body.confirmMissing));
  }

  @Endpoint(endpoints.cancelRound)
  async cancelRound(
    @Input() { params, body }: In<typeof endpoints.cancelRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.preparing.cancel(caller, params.id, body.reason));
  }
}
