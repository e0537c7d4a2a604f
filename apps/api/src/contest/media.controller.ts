import { Controller, Req, Res } from '@nestjs/common';
import { Media } from '@zuimei/contest';
import { endpoints, type In } from '@zuimei/contracts';
import { AuthorSessions, type Caller, StaffSessions } from '@zuimei/identity';
import { ProblemError } from '@zuimei/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Endpoint, Input } from '../http/endpoint.decorator.js';
import { StoredFiles } from './stored-files.js';

@Controller()
export class MediaController {
  constructor(
    private readonly media: Media,
    private readonly files: StoredFiles,
    private readonly staff: StaffSessions,
    private readonly authors: AuthorSessions,
  ) {}

  @Endpoint(endpoints.getMedia)
  async getMedia(
    @Input() input: In<typeof endpoints.getMedia>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.media.find(input.params.name);
    const visible = file && (file.isPublic || file.mayBeSeenBy(await this.#whoAsks(request)));
    if (!visible) throw new ProblemError({ code: 'NOT_FOUND' });
    await this.files.send(request, reply, { ...file, keeping: file.isPublic ? 'public' : 'private' });
  }

  /** Nobody needs to be known for a public picture; for another one the cookies say who asks. */
  async #whoAsks({ jar }: FastifyRequest): Promise<Caller> {
    const staffToken = jar.get('staff');
    const staff = staffToken ? await this.staff.find(staffToken) : null;
    if (staff) return staff;
    const authorToken = jar.get('author');
    return (authorToken ? await this.authors.find(authorToken) : null) ?? { kind: 'anyone' };
  }
}
