import { Controller, Req, Res } from '@nestjs/common';
import { IssueOriginalLink, Originals } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';
import { StoredFiles } from './stored-files.js';

@Controller()
export class OriginalsController {
  constructor(
    private readonly issue: IssueOriginalLink,
    private readonly originals: Originals,
    private readonly files: StoredFiles,
  ) {}

  @Endpoint(endpoints.createOriginalLink)
  async createOriginalLink(
    @Input() input: In<typeof endpoints.createOriginalLink>,
    @CallerCtx() caller: StaffCaller | AuthorCaller,
  ): Promise<Out<typeof endpoints.createOriginalLink>> {
    return unwrap(await this.issue.run(caller, input.params.id));
  }

  @Endpoint(endpoints.getOriginal)
  async getOriginal(
    @Input() input: In<typeof endpoints.getOriginal>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fileName, ...file } = unwrap(await this.originals.find(input.params.token));
    await this.files.send(request, reply, { ...file, keeping: 'private', downloadAs: fileName });
  }
}
