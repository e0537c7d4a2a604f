import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '@zuimei/platform';

const UPLOAD = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\.json)?$/;

const HASHED_AT_ONCE = 256 * 1024;

/** One upload's file in the staging folder. */
export interface StagedFile {
  uploadId: string;
  modifiedAt: Date;
}

/**
 * The folder in which uploads grow. Each stands under its id, beside a note (`.json`) of the upload protocol. Api and
 * worker share it. No name that a person gave ever gets here.
 */
export class StagingFolder {
  constructor(readonly root: string) {}

  /** The folder of an installation: `staging` in its home, which api and worker share. */
  static of(config: Pick<Config, 'home'>): StagingFolder {
    return new StagingFolder(path.join(config.home, 'staging'));
  }

  /** Makes the folder; rejects where it cannot be written to. */
  async prepare(): Promise<void> {
    await mkdir(this.root, { recursive: true });
    await access(this.root, constants.W_OK);
  }

  path(uploadId: string): string {
    if (!UPLOAD.test(uploadId)) throw new Error(`not an upload's id: ${uploadId}`);
    return path.join(this.root, uploadId);
  }

  /** Bytes that are there; null where there is no such file. */
  async size(uploadId: string): Promise<number | null> {
    return stat(this.path(uploadId)).then(
      (found) => found.size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      },
    );
  }

  /** Makes the file survive a power cut, and gives its SHA-256 in hex. */
  async settle(uploadId: string): Promise<string> {
    const file = await open(this.path(uploadId), 'r');
    try {
      await file.sync();
      await this.#syncFolder();
      const hash = createHash('sha256');
      // One buffer for the whole photo: a stream would leave one behind for each part.
      const part = Buffer.allocUnsafe(HASHED_AT_ONCE);
      for (let at = 0; ;) {
        const { bytesRead } = await file.read(part, 0, part.length, at);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(part.subarray(0, bytesRead));
        at += bytesRead;
      }
    } finally {
      await file.close();
    }
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.root, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  /** Removes an upload's file and note; fine where they are gone. */
  async remove(uploadId: string): Promise<void> {
    await rm(this.path(uploadId), { force: true });
    await rm(`${this.path(uploadId)}.json`, { force: true });
  }

  /** Everything that stands here, notes without a file included. */
  async list(): Promise<StagedFile[]> {
    const files = new Map<string, StagedFile>();
    for (const name of await readdir(this.root)) {
      const uploadId = UPLOAD.exec(name)?.[1];
      if (!uploadId) continue;
      const found = await stat(path.join(this.root, name)).catch(() => null);
      const known = files.get(uploadId);
      if (found && !(known && known.modifiedAt > found.mtime))
        files.set(uploadId, { uploadId, modifiedAt: found.mtime });
    }
    return [...files.values()];
  }
}
