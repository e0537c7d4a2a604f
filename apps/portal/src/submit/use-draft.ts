import { useEffect, useReducer, useRef, useState } from 'react';
import { type EditionView } from '@zuimei/contracts';
import { checkFile, inWords, refusalInWords } from './check-file.js';
import { downscale } from './downscale.js';
import { DraftStore } from './draft-store.js';
import { digestOf } from './same-bytes.js';
import { type Draft, type DraftEvent, EMPTY_DRAFT, type Tile, draftReducer, isDone } from './tiles.js';
import { Uploader } from './uploader.js';

const SAVE_AFTER_MS = 300;

/** Whether a reload would find the photos again: `blocked` where the browser keeps nothing, `full` where no more fits. */
export type Keeping = 'kept' | 'blocked' | 'full';

export interface DraftControl {
  draft: Draft;
  /** False until what was kept from last time is there. */
  ready: boolean;
  keeping: Keeping;
  /** What the last choice of photos did not take, in a sentence; null where it took all. */
  notice: string | null;
  tell: (event: DraftEvent) => void;
  add: (files: readonly File[]) => Promise<void>;
  remove: (tile: Tile) => void;
  retry: (tile: Tile) => void;
  /** The tile with the address of its upload, which is begun if it has not been yet. */
  begun: (tile: Tile) => Promise<Tile>;
  replace: (tile: Tile, file: Blob, masked: boolean) => void;
}

/**
 * The draft of one edition with its uploads: kept on the device, sent in the background, never begun again.
 * @param left how many photos the author may still hand in
 */
export function useDraft(edition: EditionView, left: number): DraftControl {
  const [draft, tell] = useReducer(draftReducer, EMPTY_DRAFT);
  const [ready, setReady] = useState(false);
  const [keeping, setKeeping] = useState<Keeping>('kept');
  const [notice, setNotice] = useState<string | null>(null);
  const store = useRef<DraftStore | null>(null);
  const uploader = useRef<Uploader>(undefined);
  const latest = useRef(draft);
  const removed = useRef(new Set<string>());
  const adding = useRef(Promise.resolve());
  useEffect(() => {
    latest.current = draft;
  }, [draft]);

  const { key: editionKey } = edition;
  useEffect(() => {
    let gone = false;
    const mine = new Uploader(editionKey, {
      onBegun: (key, uploadUrl) => tell({ type: 'began', key, uploadUrl }),
      onUploading: (key) => tell({ type: 'upload', key, upload: { kind: 'uploading' } }),
      onSent: (key, bytes) => tell({ type: 'sent', key, bytes }),
      onDone: (key) => tell({ type: 'upload', key, upload: { kind: 'uploaded' } }),
      onInterrupted: (key, sentence) =>
        tell({ type: 'upload', key, upload: { kind: 'interrupted', ...(sentence && { sentence }) } }),
      onRefused: (key, problem) =>
        tell({ type: 'upload', key, upload: { kind: 'refused', sentence: refusalInWords(problem) } }),
    });
    uploader.current = mine;
    void (async () => {
      store.current = await DraftStore.open(editionKey);
      if (!store.current && !gone) setKeeping('blocked');
      const kept = await store.current?.load().catch(() => EMPTY_DRAFT);
      if (gone) return;
      if (kept && kept.tiles.length > 0) {
        tell({ type: 'restored', draft: kept });
        for (const tile of kept.tiles) if (tile.upload.kind === 'waiting') mine.add({ ...tile });
      }
      setReady(true);
    })();
    return () => {
      gone = true;
      mine.close();
    };
  }, [editionKey]);

  const save = () => store.current?.save(latest.current).catch(() => setKeeping('full'));
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, ready]);
  // What a photo has reached is kept at once: whoever hands in and leaves must not find the same photos open again.
  const reached = reachedBy(draft);
  useEffect(() => {
    if (ready) void save();
  }, [reached, ready]);
  useEffect(() => {
    if (!ready) return;
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [ready, editionKey]);

  /** A photo is kept before it is sent: an upload that begins must be able to go on after a reload. */
  const keep = async (tile: Tile) => store.current?.saveFile(tile).catch(() => setKeeping('full'));
  const send = (tile: Tile) => uploader.current?.add({ ...tile });
  const drop = (tile: Tile) => {
    removed.current.add(tile.key);
    tell({ type: 'removed', key: tile.key });
    void uploader.current?.remove(tile.key, tile.uploadUrl);
  };

  const take = async (files: readonly File[]) => {
    const { tiles: before, quality } = latest.current;
    const known = new Set(before.map(({ digest }) => digest));
    const fresh: Tile[] = [];
    for (const file of files) {
      const tile = asTile(file, digestOf(await file.arrayBuffer()));
      if (file.size > 0 && known.has(tile.digest)) continue;
      known.add(tile.digest);
      fresh.push(tile);
    }
    tell({ type: 'added', tiles: fresh });
    for (const tile of fresh) await keep(tile);
    let room = left - before.filter((tile) => tile.upload.kind !== 'refused' && !isDone(tile)).length;
    let over = 0;
    for (const tile of fresh) {
      const sentence = inWords(await checkFile(tile.file, edition.rules));
      if (removed.current.has(tile.key)) continue;
      if (sentence) tell({ type: 'upload', key: tile.key, upload: { kind: 'refused', sentence } });
      else if (room <= 0) {
        over += 1;
        drop(tile);
      } else {
        room -= 1;
        const ready = quality === 'smaller' ? await scaled(tile) : tile;
        if (removed.current.has(tile.key)) continue;
        if (ready.file !== tile.file) await keep(ready);
        tell({ type: 'upload', key: tile.key, upload: { kind: 'waiting' } });
        send(ready);
      }
    }
    setNotice(notTaken(files.length - fresh.length, over, Math.max(0, left)));
    // One photo tells about how much smaller 高清 would be.
    const [sample] = fresh.filter(({ key }) => !removed.current.has(key));
    if (quality === 'original' && sample && !before.some(({ smallerBytes }) => smallerBytes !== null)) {
      const copy = await downscale(sample.file);
      tell({ type: 'scaled', key: sample.key, smallerBytes: (copy ?? sample.file).size, file: null });
    }
  };

  const scaled = async (tile: Tile): Promise<Tile> => {
    const file = (await downscale(tile.file)) ?? tile.file;
    tell({ type: 'scaled', key: tile.key, smallerBytes: file.size, file });
    return { ...tile, file };
  };

  return {
    draft,
    ready,
    keeping,
    notice,
    tell,
    add: (files) => (adding.current = adding.current.then(() => take(files)).catch(() => undefined)),
    remove: drop,
    retry(tile) {
      uploader.current?.retry(tile.key);
    },
    async begun(tile) {
      const uploadUrl = tile.uploadUrl ?? (await uploader.current?.begin(tile.key)) ?? null;
      return { ...tile, uploadUrl };
    },
    replace(tile, file, masked) {
      tell({ type: 'replaced', key: tile.key, file, masked });
      const next: Tile = { ...tile, file, masked, uploadUrl: null, sent: 0, upload: { kind: 'waiting' } };
      void uploader.current
        ?.remove(tile.key, tile.uploadUrl)
        .then(() => keep(next))
        .then(() => send(next));
    },
  };
}

/** The step that each photo stands at, as one text: it changes with every step, and with no word and no byte between. */
const reachedBy = ({ tiles }: Draft): string =>
  tiles.map(({ key, uploadUrl, upload, handedIn }) => [key, uploadUrl, upload.kind, handedIn.kind].join(' ')).join();

const asTile = (file: File, digest: string): Tile => ({
  key: crypto.randomUUID(),
  name: file.name,
  file,
  uploadUrl: null,
  sent: 0,
  digest,
  originalBytes: file.size,
  smallerBytes: null,
  masked: false,
  own: null,
  upload: { kind: 'preparing' },
  handedIn: { kind: 'no' },
});

function notTaken(again: number, over: number, left: number): string | null {
  const sentences = [
    again > 0 && `有 ${again} 张刚才已经选过了，没有重复添加。`,
    over > 0 && left > 0 && `本期还能投 ${left} 幅，多选的 ${over} 幅没有加上。`,
    over > 0 && left === 0 && '本期的名额用完了，没有加上新照片。',
  ];
  return sentences.filter(Boolean).join('') || null;
}
