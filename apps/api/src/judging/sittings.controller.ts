import { Controller, Inject, Req, Res } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { type StaffCaller } from '@zuimei/identity';
import { CreateRound, CreateSitting, IssuePasses, Passes, PrintBadges, Sittings, WithdrawPass } from '@zuimei/judging';
import { CONFIG, type Config } from '@zuimei/platform';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { tellMissingGlyphs } from '../http/missing-glyphs.js';
import { originOf } from '../http/origin.js';
import { unwrap } from '../http/unwrap.js';

/** Sittings and the passes for them. */
@Controller()
export class SittingsController {
  constructor(
    private readonly sittings: Sittings,
    private readonly createSittings: CreateSitting,
    private readonly createRounds: CreateRound,
    private readonly passes: Passes,
    private readonly issue: IssuePasses,
    private readonly withdraw: WithdrawPass,
    private readonly badges: PrintBadges,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Endpoint(endpoints.listSittings)
  async listSittings(
    @Input() { query }: In<typeof endpoints.listSittings>,
  ): Promise<Out<typeof endpoints.listSittings>> {
    return { items: unwrap(await this.sittings.list(query.edition)) };
  }

  @Endpoint(endpoints.createSitting)
  async createSitting(
    @Input() { body }: In<typeof endpoints.createSitting>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.createSitting>> {
    return unwrap(await this.createSittings.run(caller, body));
  }

  @Endpoint(endpoints.getSitting)
  async getSitting(@Input() { params }: In<typeof endpoints.getSitting>): Promise<Out<typeof endpoints.getSitting>> {
    return unwrap(await this.sittings.get(params.id));
  }

  @Endpoint(endpoints.createRound)
  async createRound(
    @Input() { params, body }: In<typeof endpoints.createRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.createRound>> {
    return unwrap(await this.createRounds.run(caller, params.id, body));
  }

  @Endpoint(endpoints.createRoundChain)
  async createRoundChain(
    @Input() { params, body }: In<typeof endpoints.createRoundChain>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.createRoundChain>> {
    return { items: unwrap(await this.createRounds.chain(caller, params.id, body.rounds)) };
  }

  @Endpoint(endpoints.issuePasses)
  async issuePasses(
    @Input() { params, body }: In<typeof endpoints.issuePasses>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.issuePasses>> {
    return { items: unwrap(await this.issue.run(caller, params.id, body)) };
  }

  @Endpoint(endpoints.listPasses)
  async listPasses(@Input() { params }: In<typeof endpoints.listPasses>): Promise<Out<typeof endpoints.listPasses>> {
    return { items: unwrap(await this.passes.list(params.id)) };
  }

  @Endpoint(endpoints.getBadges)
  async getBadges(
    @Input() { params, query }: In<typeof endpoints.getBadges>,
    @CallerCtx() caller: StaffCaller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const origin = originOf(request, this.config.http.publicOrigin);
    const { pdf, missing } = unwrap(await this.badges.run(caller, params.id, origin, query.passId));
    void reply.header('cache-control', 'no-store').header('content-disposition', 'inline; filename="badges.pdf"');
    tellMissingGlyphs(reply, missing);
    return pdf;
  }

  @Endpoint(endpoints.revokePass)
  async revokePass(
    @Input() { params, body }: In<typeof endpoints.revokePass>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.revokePass>> {
    return unwrap(await this.withdraw.revoke(caller, params.id, body.reason));
  }

  @Endpoint(endpoints.replacePass)
  async replacePass(
    @Input() { params, body }: In<typeof endpoints.replacePass>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.replacePass>> {
    return unwrap(await this.withdraw.replace(caller, params.id, body.reason));
  }
}
