import { Injectable } from '@nestjs/common';
import type { Problem, SubmissionView } from '@zuimei/contracts';
import { checkWindow, type ConsentVersion, err, ok, type Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  type EditionRow,
  findEdition,
  findEditionById,
  findOwnSubmission,
  findUploadByClientKey,
  lockAuthorIntake,
  lockUpload,
  type StoredDetails,
  storeUploadDetails,
  type UploadRow,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { phaseOf, rulesOf } from '../editions/edition-rules.js';
import { toSubmissionView } from '../submissions/submission-view.js';
import { cleanDetails, type GivenConsent, type SubmissionWords } from './details.js';
import { quotaProblem } from './intake-limits.js';
import { SubmissionIntake } from './submission-intake.js';

export interface SubmissionToCreate extends SubmissionWords {
  clientKey: string;
  uploadId: string;
  editionKey: string;
  consent: GivenConsent;
}

export interface CreatedSubmission {
  state: 'received' | 'waiting-for-upload';
  submission: SubmissionView | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Hands a photo in: keeps its words with the upload, and commits the submission if the last byte is there already.
 * The same client key with the same content gives the same answer however often it comes.
 */
@Injectable()
export class CreateSubmission {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly intake: SubmissionIntake,
    private readonly clock: Clock,
  ) {}

  async run(caller: AuthorCaller, body: SubmissionToCreate): Promise<Result<CreatedSubmission, Problem>> {
    return this.unit.run(async (tx): Promise<Result<CreatedSubmission, Problem>> => {
      await lockAuthorIntake(tx, caller.authorId);
      const known = await findUploadByClientKey(tx, caller.authorId, body.clientKey);
      if (known) return this.again(tx, caller, known, body);
      const edition = await findEdition(tx, body.editionKey);
      if (!edition || !checkWindow(phaseOf(edition, this.clock.now())).ok) {
        return err({ code: 'EDITION_NOT_COLLECTING' });
      }
      const clean = cleanDetails(body, body.consent, rulesOf(edition));
      if (!clean.ok) return clean;
      const upload = UUID.test(body.uploadId) ? await lockUpload(tx, body.uploadId) : null;
      if (upload?.authorId !== caller.authorId || upload.editionId !== edition.id) {
        return err({ code: 'UPLOAD_NOT_FOUND' });
      }
      // The upload was handed in before, under another key.
      if (upload.clientKey !== null) return err({ code: 'CLIENT_KEY_REUSED' });
      const over = await quotaProblem(tx, caller.authorId, edition);
      if (over) return err(over);
      const details: StoredDetails = { ...clean.value, consentedAt: this.clock.now().toISOString() };
      await storeUploadDetails(tx, upload.id, body.clientKey, details);
      return this.commit(tx, caller, { ...upload, details, clientKey: body.clientKey }, edition);
    });
  }

  /** The key is known: the same content is answered as before, another one is refused. */
  private async again(
    tx: Tx,
    caller: AuthorCaller,
    known: UploadRow,
    body: SubmissionToCreate,
  ): Promise<Result<CreatedSubmission, Problem>> {
    const upload = await lockUpload(tx, known.id);
    const edition = await findEditionById(tx, known.editionId);
    if (!upload?.details || !edition) throw new Error(`upload ${known.id} lost its details`);
    const clean = cleanDetails(body, body.consent, {
      ...rulesOf(edition),
      // What was right when it was stored stays right, also after the edition asked for a newer text.
      consentVersion: upload.details.consentVersion as ConsentVersion,
    });
    const same =
      clean.ok &&
      upload.id === body.uploadId &&
      edition.key === body.editionKey &&
      WORDS.every((word) => clean.value[word] === upload.details?.[word]);
    if (!same) return err({ code: 'CLIENT_KEY_REUSED' });
    return this.commit(tx, caller, upload, edition);
  }

  private async commit(
    tx: Tx,
    caller: AuthorCaller,
    upload: UploadRow,
    edition: EditionRow,
  ): Promise<Result<CreatedSubmission, Problem>> {
    const committed = await this.intake.commit(tx, caller, upload, edition);
    if (!committed.ok) return committed;
    const { submissionId } = committed.value;
    if (submissionId === null) return ok({ state: 'waiting-for-upload', submission: null });
    const row = await findOwnSubmission(tx, submissionId, caller.authorId);
    return ok({ state: 'received', submission: row ? toSubmissionView(row) : null });
  }
}

const WORDS = ['title', 'story', 'place', 'recognisable', 'consentVersion', 'keepDistrict'] as const;
