import { Controller, Inject, Req } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { type StaffCaller, type TabletCaller } from '@zuimei/identity';
import {
  BeatTablet,
  CreateEnrolment,
  DrawPool,
  EnrolledTablets,
  EnrolTablet,
  HeldAnswers,
  OpenOfflineSeat,
  Preload,
  WithdrawTablet,
} from '@zuimei/judging';
import { CONFIG, type Config } from '@zuimei/platform';
import { type FastifyRequest } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { originOf } from '../http/origin.js';
import { unwrap } from '../http/unwrap.js';

/** Enrolled tablets: what staff do with them, and what they do without a juror. */
@Controller()
export class TabletsController {
  constructor(
    private readonly enrolments: CreateEnrolment,
    private readonly enrolling: EnrolTablet,
    private readonly tablets: EnrolledTablets,
    private readonly withdraw: WithdrawTablet,
    private readonly preloads: Preload,
    private readonly pools: DrawPool,
    private readonly offlineSeats: OpenOfflineSeat,
    private readonly beat: BeatTablet,
    private readonly held: HeldAnswers,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Endpoint(endpoints.createEnrolment)
  async createEnrolment(
    @Input() { params }: In<typeof endpoints.createEnrolment>,
    @CallerCtx() caller: StaffCaller,
    @Req() request: FastifyRequest,
  ): Promise<Out<typeof endpoints.createEnrolment>> {
    const origin = originOf(request, this.config.http.publicOrigin);
    return unwrap(await this.enrolments.run(caller, params.id, origin));
  }

  @Endpoint(endpoints.listTablets)
  async listTablets(@Input() { params }: In<typeof endpoints.listTablets>): Promise<Out<typeof endpoints.listTablets>> {
    return unwrap(await this.tablets.list(params.id));
  }

  @Endpoint(endpoints.revokeTablet)
  async revokeTablet(
    @Input() { params }: In<typeof endpoints.revokeTablet>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.revokeTablet>> {
    return unwrap(await this.withdraw.revoke(caller, params.id));
  }

  @Endpoint(endpoints.releasePool)
  async releasePool(
    @Input() { params }: In<typeof endpoints.releasePool>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.releasePool>> {
    return unwrap(await this.withdraw.releasePool(caller, params.id));
  }

  @Endpoint(endpoints.enrolTablet)
  async enrolTablet(@Input() { body }: In<typeof endpoints.enrolTablet>): Promise<Out<typeof endpoints.enrolTablet>> {
    return unwrap(await this.enrolling.run(body));
  }

  @Endpoint(endpoints.getPreload)
  async getPreload(@CallerCtx() caller: TabletCaller): Promise<Out<typeof endpoints.getPreload>> {
    return unwrap(await this.preloads.get(caller));
  }

  @Endpoint(endpoints.drawPool)
  async drawPool(
    @Input() { body }: In<typeof endpoints.drawPool>,
    @CallerCtx() caller: TabletCaller,
  ): Promise<Out<typeof endpoints.drawPool>> {
    return unwrap(await this.pools.run(caller, body));
  }

  @Endpoint(endpoints.openOfflineSeat)
  async openOfflineSeat(
    @Input() { body }: In<typeof endpoints.openOfflineSeat>,
    @CallerCtx() caller: TabletCaller,
  ): Promise<Out<typeof endpoints.openOfflineSeat>> {
    return unwrap(await this.offlineSeats.run(caller, body));
  }

  @Endpoint(endpoints.beatTablet)
  async beatTablet(
    @Input() { body }: In<typeof endpoints.beatTablet>,
    @CallerCtx() caller: TabletCaller,
  ): Promise<Out<typeof endpoints.beatTablet>> {
    return unwrap(await this.beat.run(caller, body));
  }

  @Endpoint(endpoints.getHeld)
  async getHeld(@Input() { params }: In<typeof endpoints.getHeld>): Promise<Out<typeof endpoints.getHeld>> {
    return unwrap(await this.held.get(params.id));
  }

  @Endpoint(endpoints.acknowledgeHeld)
  async acknowledgeHeld(
    @Input() { params }: In<typeof endpoints.acknowledgeHeld>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.acknowledgeHeld>> {
    return unwrap(await this.held.acknowledge(caller, params.id));
  }
}
