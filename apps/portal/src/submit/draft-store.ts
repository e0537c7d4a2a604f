import { type IDBPDatabase, openDB } from 'idb';
import { type Draft, EMPTY_DRAFT, type Tile, isDone } from './tiles.js';

const KEY = 'current';
const OPEN_MS = 3_000;

/** The draft with its files, on this device only: a reload or a locked screen goes on where it was. */
export class DraftStore {
  private constructor(
    private readonly db: IDBPDatabase,
    private readonly edition: string,
  ) {}

  /** Null where the browser keeps nothing (private mode): then the draft lives as long as the page. */
  static async open(edition: string): Promise<DraftStore | null> {
    try {
      const opening = openDB('zuimei-portal', 1, {
        upgrade(database) {
          database.createObjectStore('draft');
          database.createObjectStore('files');
        },
      });
      // Some browsers in WeChat neither open nor refuse.
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), OPEN_MS);
      });
      const db = await Promise.race([opening, late]).finally(() => clearTimeout(timer));
      return db && new DraftStore(db, edition);
    } catch {
      return null;
    }
  }

  /** The stored draft of this edition; what was in motion when the page ended is put back to where it can go on. */
  async load(): Promise<Draft> {
    const stored = (await this.db.get('draft', KEY)) as { edition: string; draft: StoredDraft } | undefined;
    if (!stored || stored.edition !== this.edition) return EMPTY_DRAFT;
    const tiles: Tile[] = [];
    for (const tile of stored.draft.tiles) {
      const file = (await this.db.get('files', tile.key)) as { bytes: ArrayBuffer; type: string } | undefined;
      if (!file || isDone(tile as Tile)) continue;
      const blob = new Blob([file.bytes], { type: file.type });
      tiles.push(atRest({ ...NEWER_FIELDS, ...tile, originalBytes: tile.originalBytes ?? blob.size, file: blob }));
    }
    // What an older page kept may lack what is asked now.
    return { ...EMPTY_DRAFT, ...stored.draft, tiles };
  }

  /** Files are stored as bytes: Safari has lost Blobs of an album's photos before. */
  async saveFile(tile: Tile): Promise<void> {
    await this.db.put('files', { bytes: await tile.file.arrayBuffer(), type: tile.file.type }, tile.key);
  }

  async save(draft: Draft): Promise<void> {
    const tiles = draft.tiles.map((tile) => ({ ...tile, file: null }));
    await this.db.put('draft', { edition: this.edition, draft: { ...draft, tiles } }, KEY);
    const kept = new Set(draft.tiles.filter((tile) => !isDone(tile)).map(({ key }) => key));
    for (const key of await this.db.getAllKeys('files')) if (!kept.has(String(key))) await this.db.delete('files', key);
  }
}

const MOVING: ReadonlySet<Tile['upload']['kind']> = new Set(['preparing', 'uploading', 'interrupted']);

type StoredDraft = Omit<Draft, 'tiles'> & {
  tiles: readonly (Omit<Tile, 'file' | 'originalBytes'> & { originalBytes?: number })[];
};

/** What drafts of an older page do not have. */
const NEWER_FIELDS = { sent: 0, digest: '', smallerBytes: null };

/** What was in motion when the page ended goes on from where it is safe. */
function atRest(tile: Tile): Tile {
  return {
    ...tile,
    upload: MOVING.has(tile.upload.kind) ? { kind: 'waiting' } : tile.upload,
    handedIn: tile.handedIn.kind === 'yes' ? tile.handedIn : { kind: 'no' },
  };
}
