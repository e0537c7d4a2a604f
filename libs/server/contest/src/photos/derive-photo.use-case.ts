import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '@zuimei/identity';
import { type District, districtOf } from '@zuimei/domain';
import {
  type DecodeRefusalCode,
  type Derivative,
  type Derived,
  DerivePool,
  type Inspection,
  marksOf,
  readPosition,
} from '@zuimei/imaging';
import { ReadDb, type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  changeState,
  findSubmission,
  findUpload,
  hasPhoto,
  insertPhoto,
  insertSketch,
  lockObjects,
  lockSubmission,
  type SubmissionRow,
} from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { UnrecoverableError } from '@zuimei/queue';
import { StagingFolder } from '../intake/staging-folder.js';
import { FindLikenesses } from './find-likenesses.js';
import { originalKey, PHOTO_STORE, type PhotoStore } from './photo-store.js';
import { storedDerivative } from './stored-derivative.js';
import { makeWorkFolder } from './work-folder.js';

/** What became of a photo. `skipped`: nothing was to be done. */
export type DeriveOutcome = 'processed' | 'unreadable' | 'skipped';

interface StagedPhoto {
  submission: SubmissionRow;
  file: string;
  sha256: string;
  inspection: Inspection;
}

/**
 * Makes a received submission ready for moderation: derives its pictures, moves original and derivatives to the object
 * store, records them in one transaction, looks for the photo's likenesses, and only then moves it on. The staged file
 * goes last, so a crash at any point leaves either everything that a second run needs or nothing to do. Every object is
 * written under a name that the second run writes again.
 */
@Injectable()
export class DerivePhoto {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly staging: StagingFolder,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly pool: DerivePool,
    private readonly likenesses: FindLikenesses,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws UnrecoverableError for what a retry cannot mend (the file is gone)
   * @throws Error for faults of the machine: worth a retry
   */
  async run(submissionId: string): Promise<DeriveOutcome> {
    const submission = await findSubmission(this.db, submissionId);
    if (submission?.state !== 'received') {
      // A run that was killed between its commit and its last step has left the file.
      if (submission && (await hasPhoto(this.db, submissionId))) await this.staging.remove(submission.uploadId);
      return 'skipped';
    }
    // New words for a photo that was derived before: only moderation is to look again.
    if (await hasPhoto(this.db, submissionId)) return this.finish(submission);
    try {
      return await this.derive(await this.staged(submission));
    } catch (error) {
      // A second run of the same job was faster and has put the file away.
      const now = await findSubmission(this.db, submissionId);
      if (now?.state !== 'received') return 'skipped';
      throw error;
    }
  }

  private async derive(photo: StagedPhoto): Promise<DeriveOutcome> {
    const work = await makeWorkFolder(this.staging);
    try {
      const result = await this.pool.derive(photo.file, work);
      if (!result.ok && result.permanent) return await this.giveUp(photo, result.code);
      if (!result.ok) throw new Error(`could not derive: ${result.code} ${JSON.stringify(result.facts)}`);
      // What was inspected and what was derived must be the same bytes.
      if (result.derived.sha256 !== photo.sha256) return await this.giveUp(photo, 'CORRUPT');
      return await this.keep(photo, result.derived);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  private async staged(submission: SubmissionRow): Promise<StagedPhoto> {
    const upload = await findUpload(this.db, submission.uploadId);
    if (!upload?.sha256 || !upload.inspection) throw new UnrecoverableError('the upload was never finished');
    if ((await this.staging.size(upload.id)) === null) throw new UnrecoverableError('the staged file is gone');
    return {
      submission,
      file: this.staging.path(upload.id),
      sha256: upload.sha256,
      inspection: upload.inspection as unknown as Inspection,
    };
  }

  private async keep(photo: StagedPhoto, derived: Derived): Promise<DeriveOutcome> {
    const { submission, file, sha256, inspection } = photo;
    const original = originalKey(sha256, submission.id);
    await this.store.put(original, file, { contentType: inspection.mime });
    const files = derived.derivatives.map(storedDerivative);
    const sources = derived.derivatives.map((each) => each.path);
    for (const [i, { key, mime }] of files.entries()) {
      await this.store.put(key, sources[i] as string, { contentType: mime });
    }
    const nameOf = (variant: Derivative['variant']): string => {
      const found = files.find((each) => each.variant === variant);
      if (!found) throw new Error(`imaging made no ${variant}`);
      return found.name;
    };
    const district = submission.keepDistrict ? await districtIn(file) : null;
    const photoId = this.ids.next();
    const sketch = { ...derived.sketch, luma: Buffer.from(derived.sketch.luma, 'base64') };
    await this.unit.run(async (tx) => {
      await lockObjects(tx, 'naming');
      if (!(await lockSubmission(tx, submission.id))) return;
      // Also where the consent was taken back meanwhile: what stands in the store must stand in a row.
      const added = await insertPhoto(tx, {
        id: photoId,
        submissionId: submission.id,
        originalKey: original,
        originalSha256: sha256,
        mime: inspection.mime,
        bytes: inspection.bytes,
        width: derived.width,
        height: derived.height,
        thumbhash: derived.thumbhash,
        phash: derived.phash,
        facts: { ...inspection.facts, decoder: derived.decoder },
        district,
        name320: nameOf('w320'),
        name1080: nameOf('w1080'),
        name2048: nameOf('w2048'),
        derivedAt: this.clock.now(),
        derivatives: files,
      });
      if (added) await insertSketch(tx, photoId, sketch, marksOf(sketch));
    });
    // A picture that is like an abandoned one has its name: an operator may have removed that a moment before.
    for (const [i, { key, mime }] of files.entries()) {
      if (!(await this.store.stat(key))) await this.store.put(key, sources[i] as string, { contentType: mime });
    }
    return this.finish(submission);
  }

  /** What is moderated has been compared: no moderator decides without its likenesses. */
  private async finish(submission: SubmissionRow): Promise<DeriveOutcome> {
    await this.likenesses.run(submission.id);
    const outcome = await this.unit.run(async (tx) => {
      const now = await lockSubmission(tx, submission.id);
      return now ? this.process(tx, now) : 'skipped';
    });
    await this.staging.remove(submission.uploadId);
    return outcome;
  }

  private async process(tx: Tx, { id, state }: SubmissionRow): Promise<DeriveOutcome> {
    const moved =
      state === 'received' && (await changeState(tx, { id, from: state, to: 'processed', at: this.clock.now() }));
    if (!moved) return 'skipped';
    await this.audit.append(tx, {
      actor: 'system',
      action: 'submission.processed',
      subject: { kind: 'submission', id },
    });
    return 'processed';
  }

  /** The pixels cannot be decoded: the author is told why, the bytes go, the row stays for a while. */
  private async giveUp({ submission }: StagedPhoto, code: DecodeRefusalCode): Promise<DeriveOutcome> {
    const { id, uploadId } = submission;
    const moved = await this.unit.run(async (tx) => {
      const at = this.clock.now();
      if (!(await changeState(tx, { id, from: 'received', to: 'unreadable', at, reason: code }))) return false;
      await this.audit.append(tx, {
        actor: 'system',
        action: 'submission.unreadable',
        subject: { kind: 'submission', id },
        facts: { code },
      });
      return true;
    });
    await this.staging.remove(uploadId);
    return moved ? 'unreadable' : 'skipped';
  }
}

/** The district that a photo's position lies in. The position itself goes no further than this. */
async function districtIn(file: string): Promise<District | null> {
  const position = await readPosition(file);
  return position ? districtOf(position) : null;
}
