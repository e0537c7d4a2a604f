import { randomUUID } from 'node:crypto';
import { type Dirent } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { assertKey, assertPrefix } from './key.js';
import { typeOfKey } from './media-type.js';
import { type ByteRange, type ListedObject, type ObjectInfo, type ObjectStore } from './object-store.js';
import { clampRange } from './range.js';
import { isAbsent, receiveFile, syncFolder, writeSynced } from './whole-file.js';

/** Half-written files older than this belong to a process that is gone. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Objects as plain files below `root`, one file an object, at the path that its key says. A media type that differs from
 * what the key's suffix stands for is kept beside them, at the same path below `.types/`; no key can begin with a dot.
 */
class FolderStore implements ObjectStore {
  readonly #root: string;
  #swept: Promise<void> | undefined;

  constructor(root: string) {
    this.#root = path.resolve(root);
  }

  async put(key: string, source: string | Uint8Array, meta: { contentType: string }): Promise<void> {
    assertKey(key);
    await (this.#swept ??= this.#sweep());
    // The type goes first: were the order the other way round, a crash between the two would leave bytes of an unknown type.
    const noted = meta.contentType !== typeOfKey(key);
    if (noted) await this.#replace(this.#typePath(key), Buffer.from(meta.contentType));
    await this.#replace(this.#path(key), source);
    if (!noted) await fs.rm(this.#typePath(key), { force: true }).catch(ignoreAbsence);
  }

  async stat(key: string): Promise<ObjectInfo | null> {
    assertKey(key);
    try {
      const stats = await fs.stat(this.#path(key));
      return stats.isFile() ? { size: stats.size, contentType: await this.#typeOf(key) } : null;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  async open(key: string, range?: ByteRange): Promise<(ObjectInfo & { stream: Readable }) | null> {
    assertKey(key);
    let handle: fs.FileHandle;
    try {
      handle = await fs.open(this.#path(key), 'r');
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) {
        await handle.close();
        return null;
      }
      const part = range && clampRange(range, stats.size);
      const contentType = await this.#typeOf(key);
      return { stream: handle.createReadStream({ ...part, autoClose: true }), size: stats.size, contentType };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async download(key: string, toPath: string): Promise<boolean> {
    const opened = await this.open(key);
    if (opened) await receiveFile(opened.stream, toPath);
    return opened !== null;
  }

  async delete(key: string): Promise<void> {
    assertKey(key);
    await fs.rm(this.#path(key), { force: true }).catch(ignoreAbsence);
    await fs.rm(this.#typePath(key), { force: true }).catch(ignoreAbsence);
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    assertPrefix(prefix);
    // Only the folder that the prefix names is walked; what follows its last slash is compared.
    yield* this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix);
  }

  async check(): Promise<void> {
    const probe = this.#incoming();
    await this.#replaceable(probe);
    await writeSynced(probe, Buffer.from('ok'));
    await fs.rm(probe);
  }

  async *#walk(folder: string, prefix: string): AsyncIterable<ListedObject> {
    let entries: Dirent[];
    try {
      entries = await fs.readdir(path.join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      if (isAbsent(error)) return;
      throw error;
    }
    const rows = entries
      .filter((entry) => !entry.name.startsWith('.'))
      .map((entry) => ({ entry, name: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}` }))
      .filter(({ name }) => name.startsWith(prefix) || prefix.startsWith(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const { entry, name } of rows) {
      if (entry.isDirectory()) yield* this.#walk(name, prefix);
      else {
        const stats = await fs.stat(this.#path(name)).catch(ignoreAbsence);
        if (stats) yield { key: name, size: stats.size, lastModified: stats.mtime };
      }
    }
  }

  /** Puts a file in place in one step: written and synced aside, then renamed, then the folder synced. */
  async #replace(target: string, source: string | Uint8Array): Promise<void> {
    const incoming = this.#incoming();
    try {
      await this.#replaceable(incoming);
      await writeSynced(incoming, source);
      await this.#replaceable(target);
      await fs.rename(incoming, target);
    } catch (error) {
      await fs.rm(incoming, { force: true });
      throw error;
    }
    await syncFolder(path.dirname(target));
  }

  async #replaceable(target: string): Promise<void> {
    const folder = path.dirname(target);
    const made = await fs.mkdir(folder, { recursive: true });
    // A new folder is itself an entry of its parent.
    if (made !== undefined)
      for (let at = folder; at.length >= made.length; at = path.dirname(at)) await syncFolder(path.dirname(at));
  }

  async #typeOf(key: string): Promise<string> {
    const noted = await fs.readFile(this.#typePath(key), 'utf8').catch(ignoreAbsence);
    return noted || typeOfKey(key);
  }

  async #sweep(): Promise<void> {
    const folder = path.dirname(this.#incoming());
    for (const name of (await fs.readdir(folder).catch(ignoreAbsence)) ?? []) {
      const stats = await fs.stat(path.join(folder, name)).catch(ignoreAbsence);
      if (stats && Date.now() - stats.mtimeMs > STALE_MS) await fs.rm(path.join(folder, name), { force: true });
    }
  }

  #path(key: string): string {
    return path.join(this.#root, ...key.split('/'));
  }

  #typePath(key: string): string {
    return path.join(this.#root, '.types', ...key.split('/'));
  }

  /** A fresh name on the same file system as the objects, where a rename is atomic. */
  #incoming(): string {
    return path.join(this.#root, '.incoming', randomUUID());
  }
}

function ignoreAbsence(error: unknown): undefined {
  if (!isAbsent(error)) throw error;
  return undefined;
}

/** An object store in a folder, which is made when it is first written to. */
export function folderStore(root: string): ObjectStore {
  return new FolderStore(root);
}
