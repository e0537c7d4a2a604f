import { useEffect, useReducer, useRef, useState } from 'react';
import { type EditionView } from '@zuimei/contracts';
import { checkFile } from './check-file.js';
import { downscale } from './downscale.js';
import { DraftStore } from './draft-store.js';
import { type Draft, type DraftEvent, EMPTY_DRAFT, type Tile, draftReducer } from './tiles.js';
import { Uploader } from './uploader.js';

const SAVE_AFTER_MS = 300;

export interface DraftControl {
  draft: Draft;
  /** False until what was kept from last time is there. */
  ready: boolean;
  tell: (event: DraftEvent) => void;
  add: (files: readonly File[]) => Promise<void>;
  remove: (tile: Tile) => void;
  retry: (tile: Tile) => void;
  replace: (tile: Tile, file: Blob, masked: boolean) => void;
}

/** The draft of one edition with its uploads: kept on the device, sent in the background, never begun again. */
export function useDraft(edition: EditionView): DraftControl {
  const [draft, tell] = useReducer(draftReducer, EMPTY_DRAFT);
  const [ready, setReady] = useState(false);
  const store = useRef<DraftStore | null>(null);
  const uploader = useRef<Uploader>(undefined);
  const quality = useRef(draft.quality);
  useEffect(() => {
    quality.current = draft.quality;
  }, [draft.quality]);

  const { key: editionKey } = edition;
  useEffect(() => {
    let left = false;
    const mine = new Uploader(editionKey, {
      onBegun: (key, uploadUrl) => tell({ type: 'began', key, uploadUrl }),
      onShare: (key, share) => tell({ type: 'upload', key, upload: { kind: 'uploading', share } }),
      onDone: (key) => tell({ type: 'upload', key, upload: { kind: 'uploaded' } }),
      onInterrupted: (key) => tell({ type: 'upload', key, upload: { kind: 'interrupted', share: 0 } }),
      onRefused: (key, problem) => tell({ type: 'upload', key, upload: { kind: 'refused', sentence: problem.detail } }),
    });
    uploader.current = mine;
    void (async () => {
      store.current = await DraftStore.open(editionKey);
      const kept = await store.current?.load().catch(() => EMPTY_DRAFT);
      if (left) return;
      if (kept && kept.tiles.length > 0) {
        tell({ type: 'restored', draft: kept });
        for (const tile of kept.tiles) if (tile.upload.kind === 'waiting') mine.add({ ...tile });
      }
      setReady(true);
    })();
    return () => {
      left = true;
      mine.close();
    };
  }, [editionKey]);

  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => void store.current?.save(draft).catch(() => undefined), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft, ready]);

  const send = (tile: Tile) => {
    // The file first: an upload that begins must be able to go on after a reload.
    void (store.current?.saveFile(tile) ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => uploader.current?.add({ ...tile }));
  };

  return {
    draft,
    ready,
    tell,
    async add(files) {
      for (const original of files) {
        const refused = await checkFile(original, edition.rules);
        const file = refused || quality.current === 'original' ? original : ((await downscale(original)) ?? original);
        const tile: Tile = {
          key: crypto.randomUUID(),
          name: original.name,
          file,
          uploadUrl: null,
          masked: false,
          own: null,
          upload: refused ? { kind: 'refused', sentence: refused } : { kind: 'waiting' },
          handedIn: { kind: 'no' },
        };
        tell({ type: 'added', tiles: [tile] });
        if (!refused) send(tile);
      }
    },
    remove(tile) {
      tell({ type: 'removed', key: tile.key });
      void uploader.current?.remove(tile.key);
    },
    retry(tile) {
      uploader.current?.retry(tile.key);
    },
    replace(tile, file, masked) {
      tell({ type: 'replaced', key: tile.key, file, masked });
      void uploader.current
        ?.remove(tile.key)
        .then(() => send({ ...tile, file, masked, uploadUrl: null, upload: { kind: 'waiting' } }));
    },
  };
}
