import { Controller, Res } from '@nestjs/common';
import { endpoints, type In, type Out, type ResultInsight, type ResultView, type RoundView } from '@zuimei/contracts';
import { type StaffCaller } from '@zuimei/identity';
import { CertifyRound, CorrectRound, PublishRound, Results, SchedulePublication, TallyRound } from '@zuimei/judging';
import { type FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

/** From the count to the publication. */
@Controller()
export class ResultsController {
  constructor(
    private readonly results: Results,
    private readonly tally: TallyRound,
    private readonly certify: CertifyRound,
    private readonly publish: PublishRound,
    private readonly schedule: SchedulePublication,
    private readonly correct: CorrectRound,
  ) {}

  @Endpoint(endpoints.tallyRound)
  async tallyRound(
    @Input() { params }: In<typeof endpoints.tallyRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.tally.run(caller, params.id));
  }

  @Endpoint(endpoints.refuseCertification)
  async refuseCertification(
    @Input() { params, body }: In<typeof endpoints.refuseCertification>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.certify.refuse(caller, params.id, body.reason));
  }

  @Endpoint(endpoints.certifyRound)
  async certifyRound(
    @Input() { params }: In<typeof endpoints.certifyRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.certify.run(caller, params.id));
  }

  @Endpoint(endpoints.publishRound)
  async publishRound(
    @Input() { params }: In<typeof endpoints.publishRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.publish.run(caller, params.id));
  }

  @Endpoint(endpoints.schedulePublication)
  async schedulePublication(
    @Input() { params, body }: In<typeof endpoints.schedulePublication>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.schedule.run(caller, params.id, new Date(body.publishAt)));
  }

  @Endpoint(endpoints.callOffPublication)
  async callOffPublication(
    @Input() { params }: In<typeof endpoints.callOffPublication>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.schedule.callOff(caller, params.id));
  }

  @Endpoint(endpoints.proposeCorrection)
  async proposeCorrection(
    @Input() { params, body }: In<typeof endpoints.proposeCorrection>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<ResultView> {
    return unwrap(await this.correct.propose(caller, params.id, body.reason));
  }

  @Endpoint(endpoints.correctRound)
  async correctRound(
    @Input() { params, body }: In<typeof endpoints.correctRound>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<RoundView> {
    return unwrap(await this.correct.confirm(caller, params.id, body.version));
  }

  @Endpoint(endpoints.getResult)
  async getResult(@Input() { params }: In<typeof endpoints.getResult>): Promise<ResultView> {
    return unwrap(await this.results.get(params.id));
  }

  @Endpoint(endpoints.getResultInsight)
  async getResultInsight(@Input() { params }: In<typeof endpoints.getResultInsight>): Promise<ResultInsight> {
    return unwrap(await this.results.insight(params.id));
  }

  @Endpoint(endpoints.getReveal)
  async getReveal(@Input() { params }: In<typeof endpoints.getReveal>): Promise<Out<typeof endpoints.getReveal>> {
    return unwrap(await this.results.reveal(params.id));
  }

  @Endpoint(endpoints.getLedgerKey)
  getLedgerKey(): Out<typeof endpoints.getLedgerKey> {
    return this.results.key();
  }

  @Endpoint(endpoints.listReceipts)
  async listReceipts(
    @Input() { params }: In<typeof endpoints.listReceipts>,
  ): Promise<Out<typeof endpoints.listReceipts>> {
    return unwrap(await this.results.receipts(params.id));
  }

  @Endpoint(endpoints.getBundle)
  async getBundle(
    @Input() { params, query }: In<typeof endpoints.getBundle>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    const pieces = unwrap(await this.results.bundle(params.id, query.version));
    void reply.header(
      'content-disposition',
      `attachment; filename="result-${params.id}${query.version ? `-v${query.version}` : ''}.json"`,
    );
    return Readable.from(pieces, { objectMode: false });
  }
}
