import type { AuthorCaller } from '@zuimei/identity';
import type { Tx, UnitOfWork } from '@zuimei/persistence';
import {
  changeState,
  type EditionRow,
  insertEntry,
  insertPhoto,
  insertSketch,
  insertSubmission,
  insertUpload,
  type NewDerivative,
  storeUploadFinished,
} from '@zuimei/persistence/contest';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { anAuthor } from './contest-people.js';

/** A submission that stands in the database, without any file. */
export interface BuiltSubmission {
  id: string;
  uploadId: string;
  authorId: string;
  editionId: string;
  /** SHA-256 of the original and of the three sizes of its picture. */
  photo: { sha256: string; names: string[] } | null;
  entry: { id: string; number: number } | null;
}

/** What the intake would have written down. */
const INSPECTION = { type: 'jpeg', mime: 'image/jpeg', bytes: 1000, width: 4000, height: 3000, facts: {} };

type Reached = 'received' | 'processed' | 'approved' | 'fix-requested' | 'rejected' | 'unreadable';

/** `aSubmission().by(author).to(edition).titled('晨光').approved().create(db)`; processed unless told. */
export const aSubmission = (): SubmissionBuilder => new SubmissionBuilder();

export class SubmissionBuilder {
  private author: AuthorCaller | null = null;
  private edition: EditionRow | null = null;
  private title = '晨光里的焊花';
  private state: Reached = 'processed';
  private at = new Date();
  private sha256 = randomBytes(32).toString('hex');

  by(author: AuthorCaller): this {
    this.author = author;
    return this;
  }

  to(edition: EditionRow): this {
    this.edition = edition;
    return this;
  }

  titled(title: string): this {
    this.title = title;
    return this;
  }

  /** When it was handed in, and everything after. */
  on(at: Date): this {
    this.at = at;
    return this;
  }

  /** The hash of its original, 64 hex digits. */
  ofBytes(sha256: string): this {
    this.sha256 = sha256;
    return this;
  }

  received(): this {
    return this.in('received');
  }
  approved(): this {
    return this.in('approved');
  }
  rejected(): this {
    return this.in('rejected');
  }
  fixRequested(): this {
    return this.in('fix-requested');
  }
  unreadable(): this {
    return this.in('unreadable');
  }

  private in(state: Reached): this {
    this.state = state;
    return this;
  }

  async create(db: UnitOfWork): Promise<BuiltSubmission> {
    const author = this.author ?? (await anAuthor().create(db));
    const { edition } = this;
    if (!edition) throw new Error('a submission is to an edition: .to(edition)');
    return db.run((tx) => this.write(tx, author.authorId, edition.id));
  }

  private async write(tx: Tx, authorId: string, editionId: string): Promise<BuiltSubmission> {
    const { at, sha256, state } = this;
    const [id, uploadId] = [v7({ msecs: at.getTime() }), randomUUID()];
    await insertUpload(tx, { id: uploadId, authorId, editionId, size: 1000, createdAt: at });
    await storeUploadFinished(tx, uploadId, { inspection: INSPECTION, sha256, at });
    await insertSubmission(tx, {
      id,
      editionId,
      authorId,
      uploadId,
      clientKey: randomUUID(),
      title: this.title,
      story: '',
      place: '二号厂房',
      recognisable: 'self',
      consentVersion: '2026-11',
      consentOriginal: true,
      consentNoSecrets: true,
      keepDistrict: false,
      consentedAt: at,
      receivedAt: at,
    });
    const built = { id, uploadId, authorId, editionId, photo: null, entry: null };
    if (state === 'received') return built;
    if (state === 'unreadable') {
      await changeState(tx, { id, from: 'received', to: state, at, reason: 'CORRUPT' });
      return built;
    }
    const photo = { sha256, names: await this.photograph(tx, id) };
    await changeState(tx, { id, from: 'received', to: 'processed', at });
    if (state === 'processed') return { ...built, photo };
    const reason = state === 'approved' ? null : 'off-theme';
    await changeState(tx, { id, from: 'processed', to: state, at, reason });
    if (state !== 'approved') return { ...built, photo };
    const entryId = v7();
    const { number } = await insertEntry(tx, { id: entryId, submissionId: id, editionId, at });
    return { ...built, photo, entry: { id: entryId, number } };
  }

  private async photograph(tx: Tx, submissionId: string): Promise<string[]> {
    const files = ['w320', 'w1080', 'w2048', 'share1080'].map((variant): NewDerivative & { name: string } => {
      const hash = createHash('sha256').update(`${submissionId} ${variant}`).digest('hex');
      const [suffix, mime] = variant === 'share1080' ? ['jpg', 'image/jpeg'] : ['webp', 'image/webp'];
      const name = `${hash}.${suffix}`;
      const key = `derived/${name}`;
      return { variant, name, key, sha256: hash, mime, width: 320, height: 240, bytes: 100 };
    });
    const [name320, name1080, name2048] = files.map(({ name }) => name) as [string, string, string, string];
    const photoId = v7();
    await insertPhoto(tx, {
      id: photoId,
      submissionId,
      originalKey: `originals/${this.sha256.slice(0, 2)}/${submissionId}`,
      originalSha256: this.sha256,
      mime: 'image/jpeg',
      bytes: 1000,
      width: 4000,
      height: 3000,
      thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG',
      phash: '0000000000000000',
      facts: {},
      district: null,
      name320,
      name1080,
      name2048,
      derivedAt: this.at,
      derivatives: files,
    });
    // A picture without anything to see: it is like no other.
    await insertSketch(tx, photoId, { width: 8, height: 8, luma: new Uint8Array(64) }, []);
    return [name320, name1080, name2048];
  }
}
