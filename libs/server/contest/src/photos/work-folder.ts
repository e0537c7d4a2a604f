import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import type { StagingFolder } from '../intake/staging-folder.js';

/** Below the staging folder; what a killed worker left there is swept. */
export const WORK_FOLDER = '.work';

/** A folder of its own for the work on one photo. */
export async function makeWorkFolder(staging: StagingFolder): Promise<string> {
  const parent = path.join(staging.root, WORK_FOLDER);
  await mkdir(parent, { recursive: true });
  return mkdtemp(path.join(parent, 'derive-'));
}
