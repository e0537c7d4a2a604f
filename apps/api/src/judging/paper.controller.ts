import { Controller, Res, StreamableFile } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { type StaffCaller } from '@zuimei/identity';
import { ContactSheets, EnterPaperBallot, MakePaperBallots, PaperBallots, PrintPaperBallots } from '@zuimei/judging';
import { type FastifyReply } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

/** Voting on paper. */
@Controller()
export class PaperController {
  constructor(
    private readonly ballots: PaperBallots,
    private readonly making: MakePaperBallots,
    private readonly printing: PrintPaperBallots,
    private readonly contact: ContactSheets,
    private readonly entering: EnterPaperBallot,
  ) {}

  @Endpoint(endpoints.listPaperBallots)
  async listPaperBallots(
    @Input() { params }: In<typeof endpoints.listPaperBallots>,
  ): Promise<Out<typeof endpoints.listPaperBallots>> {
    return { items: unwrap(await this.ballots.list(params.id)) };
  }

  @Endpoint(endpoints.makePaperBallots)
  async makePaperBallots(
    @Input() { params, body }: In<typeof endpoints.makePaperBallots>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.makePaperBallots>> {
    return { items: unwrap(await this.making.run(caller, params.id, body.passIds)) };
  }

  @Endpoint(endpoints.printPaperBallots)
  async printPaperBallots(
    @Input() { params }: In<typeof endpoints.printPaperBallots>,
    @CallerCtx() caller: StaffCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const pdf = unwrap(await this.printing.run(caller, params.id));
    void reply.header('cache-control', 'no-store').header('content-disposition', 'inline; filename="ballots.pdf"');
    return pdf;
  }

  @Endpoint(endpoints.printContactSheet)
  async printContactSheet(
    @Input() { params }: In<typeof endpoints.printContactSheet>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const pdf = unwrap(await this.contact.print(params.id));
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(pdf, { type: 'application/pdf', disposition: 'inline; filename="photos.pdf"' });
  }

  @Endpoint(endpoints.enterPaperBallot)
  async enterPaperBallot(
    @Input() { params, body }: In<typeof endpoints.enterPaperBallot>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.enterPaperBallot>> {
    return unwrap(await this.entering.run(caller, params.id, body));
  }
}
