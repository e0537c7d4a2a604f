import { Inject, Injectable } from '@nestjs/common';
import { endpoints, type OriginalLink, type Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type AuthorCaller, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { findOriginal } from '@zuimei/persistence/contest';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { OriginalLinks } from './original-links.js';
import { originalFileName } from './original-file.js';

/**
 * Hands out a short-lived link to an original, and writes down to whom. An author gets their own photo's, also after a
 * withdrawal; staff get any, but only as long as the author's consent stands.
 */
@Injectable()
export class IssueOriginalLink {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly links: OriginalLinks,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
  ) {}

  async run(actor: StaffCaller | AuthorCaller, submissionId: string): Promise<Result<OriginalLink, Problem>> {
    const original = await findOriginal(this.db, submissionId);
    const own = actor.kind === 'author' && original?.authorId === actor.authorId;
    if (!original || (actor.kind === 'author' && !own)) return err({ code: 'NOT_FOUND' });
    if (actor.kind === 'staff' && original.state === 'withdrawn') return err({ code: 'ORIGINAL_WITHDRAWN' });
    // A link is followed outside the page, where a refusal would be shown as bare text: it is said here instead.
    const stored = await this.store.stat(original.key).catch(() => 'away' as const);
    if (stored === 'away') return err({ code: 'STORE_UNAVAILABLE' });
    if (stored === null) return err({ code: 'PICTURE_MISSING' });
    return this.unit.run(async (tx): Promise<Result<OriginalLink, Problem>> => {
      const { token, expiresAt } = this.links.sign({ submissionId, holder: actor.kind });
      await this.audit.append(tx, {
        actor,
        action: 'original.link-issued',
        subject: { kind: 'submission', id: submissionId },
        facts: { expiresAt: expiresAt.toISOString() },
      });
      return ok({
        submissionId,
        url: endpoints.getOriginal.path.replace(':token', token),
        expiresAt: expiresAt.toISOString(),
        fileName: originalFileName(original),
        bytes: original.bytes,
      });
    });
  }
}
