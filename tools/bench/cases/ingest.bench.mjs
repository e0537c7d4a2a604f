// How much the whole way of a photo costs beside the derivation that it cannot do without: uploads, checks, rows, queue,
// object store. End to end over real processes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DerivePool } from '@zuimei/imaging';
import { Installation } from '../system/installation.mjs';
import { allProcessed, handIn, openEdition, signIn } from '../system/intake.mjs';
import { integrity } from '../system/integrity.mjs';
import { writePhotos } from '../system/photos.mjs';
import { timed } from '../statistics.mjs';

const PHOTOS = 100;
const UPLOADS_AT_A_TIME = 8;
/** As many as the worker derives at a time, unless told otherwise. */
const DERIVED_AT_A_TIME = 2;
const LIMIT_MS = 10 * 60_000;

export const id = 'INGEST';

export async function measure() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-ingest-photos-'));
  try {
    const files = await writePhotos(folder, PHOTOS);
    // Half of the reference before and half after, so that a machine that slows down slows both.
    const before = await deriveAlone(files.slice(0, PHOTOS / 2), folder);
    const { wallMs, checks } = await ingest(files);
    const after = await deriveAlone(files.slice(PHOTOS / 2), folder);
    const run = {
      wallMs: Math.round(wallMs),
      derivationAloneMs: Math.round(before + after),
      photosPerMinute: Math.round((PHOTOS / wallMs) * 60_000),
      megabytes: Math.round(files.reduce((sum, file) => sum + fs.statSync(file).size, 0) / 1e6),
    };
    return {
      name: `${PHOTOS} photos of 12 MP, first byte to processed`,
      ratio: run.wallMs / run.derivationAloneMs,
      definition: `wall: ${UPLOADS_AT_A_TIME} uploads at a time by tus until the last is processed ÷ derivation of the same files alone, ${DERIVED_AT_A_TIME} at a time`,
      runs: [run],
      checks,
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** `wallMs` runs from the first request of the first upload until the last photo is processed. */
async function ingest(files) {
  const installation = await Installation.open('ingest');
  try {
    await installation.start('worker');
    await installation.start('api');
    const edition = await openEdition(installation, PHOTOS);
    const authors = await signIn(installation, UPLOADS_AT_A_TIME);
    const began = Date.now();
    await handIn(authors, edition, files);
    const wallMs = (await allProcessed(installation, files.length, LIMIT_MS)) - began;
    return { wallMs, checks: await integrity(installation, files.length) };
  } finally {
    await installation.close();
  }
}

async function deriveAlone(files, folder) {
  const pool = new DerivePool({ size: DERIVED_AT_A_TIME });
  try {
    return await timed(() =>
      Promise.all(
        files.map(async (file) => {
          const result = await pool.derive(file, path.join(folder, 'derived'));
          if (!result.ok) throw new Error(`${file}: ${result.code}`);
        }),
      ),
    );
  } finally {
    await pool.close();
  }
}
