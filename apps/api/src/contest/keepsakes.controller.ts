import { Controller, Inject, Req, Res } from '@nestjs/common';
import { type KeepsakePicture, Keepsakes } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CONFIG, type Config } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { tellMissingGlyphs } from '../http/missing-glyphs.js';
import { originOf } from '../http/origin.js';
import { unwrap } from '../http/unwrap.js';

/** A withdrawal takes a picture away within a minute, wherever it was kept. */
const KEEP = 'public, max-age=60';

/** Posters, cards, certificates and the article of a publication. */
@Controller()
export class KeepsakesController {
  constructor(
    private readonly keepsakes: Keepsakes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Endpoint(endpoints.getPoster)
  getPoster(
    @Input() { params }: In<typeof endpoints.getPoster>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return this.#picture(params.id, 'poster', request, reply);
  }

  @Endpoint(endpoints.getSharePicture)
  getSharePicture(
    @Input() { params }: In<typeof endpoints.getSharePicture>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return this.#picture(params.id, 'share', request, reply);
  }

  @Endpoint(endpoints.getCertificates)
  async getCertificates(
    @Input() { params, query }: In<typeof endpoints.getCertificates>,
    @CallerCtx() caller: StaffCaller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const made = await this.keepsakes.certificates(caller, params.key, query.entryId, this.#origin(request));
    const { pdf, missing } = unwrap(made);
    void reply.header('cache-control', 'no-store').header('content-disposition', 'inline; filename="certificates.pdf"');
    tellMissingGlyphs(reply, missing);
    return pdf;
  }

  @Endpoint(endpoints.getArticle)
  async getArticle(
    @Input() { params }: In<typeof endpoints.getArticle>,
    @Req() request: FastifyRequest,
  ): Promise<Out<typeof endpoints.getArticle>> {
    return unwrap(await this.keepsakes.article(params.key, this.#origin(request)));
  }

  async #picture(id: string, kind: KeepsakePicture, request: FastifyRequest, reply: FastifyReply): Promise<Buffer> {
    const { bytes, missing } = unwrap(await this.keepsakes.picture(id, kind, this.#origin(request)));
    tellMissingGlyphs(reply, missing);
    void reply.header('cache-control', KEEP);
    return bytes;
  }

  #origin(request: FastifyRequest): string {
    return originOf(request, this.config.http.publicOrigin);
  }
}
