import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { auditProviders, type AuthorCaller } from '@zuimei/identity';
import { DerivePool } from '@zuimei/imaging';
import { folderStore } from '@zuimei/object-store';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { GalleryPages } from '@zuimei/persistence/contest';
import { Clock, ephemeralKeystore, Ids, Keystore, ManualClock, SystemIds } from '@zuimei/platform';
import { openTestData, type TestData } from '@zuimei/testing';
import { BeginUpload } from './intake/begin-upload.use-case.js';
import { FinishUpload } from './intake/finish-upload.use-case.js';
import { StagingFolder } from './intake/staging-folder.js';
import type { SubmissionToCreate } from './intake/create-submission.use-case.js';
import { PhotoJobs } from './photos/photo-jobs.port.js';
import { PHOTO_STORE, type PhotoStore } from './photos/photo-store.js';
import { contestProviders, photoWorkProviders } from './providers.js';
import { RemoveOrphan } from './repair/remove-orphan.use-case.js';

/** Photo work that was asked for and is done by nobody. */
export class AskedForJobs extends PhotoJobs {
  readonly asked: string[] = [];
  async derive(submissionId: string): Promise<void> {
    this.asked.push(submissionId);
  }
  async verify(checkId: string): Promise<void> {
    this.asked.push(`verify ${checkId}`);
  }
  async repair(photoId: string): Promise<void> {
    this.asked.push(`repair ${photoId}`);
  }
}

/** The slice on a database and folders of its own. */
export interface TestContest {
  data: TestData;
  unit: UnitOfWork;
  db: ReadDb;
  clock: ManualClock;
  jobs: AskedForJobs;
  staging: StagingFolder;
  store: PhotoStore;
  get<T>(what: Type<T>): T;
  /** An upload whose bytes are all staged; its last byte is not recorded yet. */
  staged(author: AuthorCaller, editionKey: string, bytes: Buffer): Promise<string>;
  /** An upload that is whole. */
  uploaded(author: AuthorCaller, editionKey: string, bytes: Buffer): Promise<string>;
  /** What was written about a subject, oldest first. */
  actionsOn(subjectId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** @param wrap puts a store in front of the folder, to let it fail */
export async function openTestContest(
  wrap: (store: PhotoStore) => PhotoStore = (store) => store,
): Promise<TestContest> {
  const data = await openTestData();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'zuimei-contest-'));
  const clock = new ManualClock(new Date());
  const jobs = new AskedForJobs();
  const staging = new StagingFolder(path.join(folder, 'staging'));
  await staging.prepare();
  const store = wrap(folderStore(path.join(folder, 'objects')));
  const pool = new DerivePool({ size: 2 });
  const module = await Test.createTestingModule({
    providers: [
      { provide: ReadDb, useValue: data.db },
      { provide: UnitOfWork, useValue: data.unit },
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: new SystemIds() },
      { provide: Keystore, useValue: ephemeralKeystore() },
      { provide: StagingFolder, useValue: staging },
      { provide: PHOTO_STORE, useValue: store },
      { provide: PhotoJobs, useValue: jobs },
      { provide: DerivePool, useValue: pool },
      { provide: GalleryPages, useValue: new GalleryPages(data.source) },
      ...auditProviders,
      ...new Set([...contestProviders, ...photoWorkProviders]),
      RemoveOrphan,
    ],
  }).compile();

  const staged = async (author: AuthorCaller, editionKey: string, bytes: Buffer): Promise<string> => {
    const begun = await module.get(BeginUpload).run(author, { editionKey, size: bytes.length });
    if (!begun.ok) throw new Error(`the upload was refused: ${begun.error.code}`);
    await writeFile(staging.path(begun.value.uploadId), bytes);
    return begun.value.uploadId;
  };
  return {
    data,
    unit: data.unit,
    db: data.db,
    clock,
    jobs,
    staging,
    store,
    get: (what) => module.get(what),
    staged,
    async uploaded(author, editionKey, bytes) {
      const id = await staged(author, editionKey, bytes);
      const finished = await module.get(FinishUpload).run(author, id);
      if (!finished.ok) throw new Error(`the picture was refused: ${finished.error.code}`);
      return id;
    },
    async actionsOn(subjectId) {
      const rows = await data.db.query<{ action: string }>(
        'SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY id',
        [subjectId],
      );
      return rows.map((row) => row.action);
    },
    async close() {
      await pool.close();
      await module.close();
      await data.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The words of a submission that keeps to all rules. */
export const words = (upload: { uploadId: string; clientKey: string }): SubmissionToCreate => ({
  ...upload,
  editionKey: '2026-11',
  title: '晨光里的焊花',
  story: '下夜班前的最后一道焊缝。',
  place: '二号厂房',
  recognisable: 'self',
  consent: { version: '2026-12', original: true, noSecrets: true, district: false },
});
