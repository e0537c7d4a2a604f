/** How far the bytes of a photo have come. */
export type UploadPhase =
  /** Chosen; still looked at on this device. */
  | { kind: 'preparing' }
  /** Waits for its turn. */
  | { kind: 'waiting' }
  | { kind: 'uploading' }
  /** The connection is gone or the server is; what was sent stays sent. `sentence` where there is another reason. */
  | { kind: 'interrupted'; sentence?: string }
  /** The last byte is there and the server has looked at it. */
  | { kind: 'uploaded' }
  /** The picture breaks a rule: the sentence names it. */
  | { kind: 'refused'; sentence: string };

/** How far its handing in has come; it may be handed in before the last byte is there. */
export type HandedIn = { kind: 'no' } | { kind: 'sending' } | { kind: 'refused'; sentence: string } | { kind: 'yes' };

/** What an author says of a photo. */
export interface Details {
  title: string;
  story: string;
  place: string;
  recognisable: 'nobody' | 'self' | 'consented' | 'not-consented' | null;
}

export const NO_DETAILS: Details = { title: '', story: '', place: '', recognisable: null };

export interface Tile {
  /** Drawn once per tile; makes its submission happen once. A UUID. */
  key: string;
  name: string;
  /** What will be sent: the original, its smaller copy, or its masked copy. */
  file: Blob;
  /** The address of the upload once it has begun. */
  uploadUrl: string | null;
  /** Bytes of the file that the server has said to have. */
  sent: number;
  /** What tells the picked file from others, and its size before it was made smaller. */
  digest: string;
  originalBytes: number;
  /** Size of its 高清 copy where that is known. */
  smallerBytes: number | null;
  masked: boolean;
  /** Null while the shared details apply. */
  own: Details | null;
  upload: UploadPhase;
  handedIn: HandedIn;
}

/** What the author answers for all photos of the draft. */
export interface Answers {
  /** 照片是我拍的. */
  original: boolean;
  /** 照片不含单位秘密. */
  noSecrets: boolean;
  /** The version of the consent text that was agreed to; another one is to be agreed to anew. */
  agreedTo: string | null;
  /** Optional: keep the district of the photo's position. */
  district: boolean;
}

export const NO_ANSWERS: Answers = { original: false, noSecrets: false, agreedTo: null, district: false };

export interface Draft {
  tiles: readonly Tile[];
  shared: Details;
  quality: 'original' | 'smaller';
  answers: Answers;
}

export const EMPTY_DRAFT: Draft = { tiles: [], shared: NO_DETAILS, quality: 'original', answers: NO_ANSWERS };

export type DraftEvent =
  | { type: 'restored'; draft: Draft }
  | { type: 'added'; tiles: readonly Tile[] }
  | { type: 'removed'; key: string }
  | { type: 'upload'; key: string; upload: UploadPhase }
  | { type: 'handed-in'; key: string; handedIn: HandedIn }
  | { type: 'sent'; key: string; bytes: number }
  /** Its 高清 copy was made: it is sent in place of the original, or (null) only measured. */
  | { type: 'scaled'; key: string; smallerBytes: number; file: Blob | null }
  | { type: 'began'; key: string; uploadUrl: string | null }
  /** Another file for the tile: what was sent of the old one no longer counts. */
  | { type: 'replaced'; key: string; file: Blob; masked: boolean }
  | { type: 'details'; key: string | null; change: Partial<Details> }
  | { type: 'split'; key: string }
  | { type: 'joined'; key: string }
  | { type: 'quality'; quality: Draft['quality'] }
  | { type: 'answers'; change: Partial<Answers> }
  | { type: 'cleared' };

export function draftReducer(draft: Draft, event: DraftEvent): Draft {
  const onTile = (key: string, change: (tile: Tile) => Tile): Draft => ({
    ...draft,
    tiles: draft.tiles.map((tile) => (tile.key === key ? change(tile) : tile)),
  });
  switch (event.type) {
    case 'restored':
      return event.draft;
    case 'added':
      return { ...draft, tiles: [...draft.tiles, ...event.tiles] };
    case 'removed':
      return { ...draft, tiles: draft.tiles.filter(({ key }) => key !== event.key) };
    case 'upload':
      return onTile(event.key, (tile) => ({ ...tile, upload: event.upload }));
    case 'sent':
      return onTile(event.key, (tile) => ({ ...tile, sent: event.bytes }));
    case 'scaled':
      return onTile(event.key, (tile) => ({
        ...tile,
        smallerBytes: event.smallerBytes,
        file: event.file ?? tile.file,
      }));
    case 'handed-in':
      return onTile(event.key, (tile) => ({ ...tile, handedIn: event.handedIn }));
    case 'began':
      return onTile(event.key, (tile) => ({ ...tile, uploadUrl: event.uploadUrl }));
    case 'replaced':
      return onTile(event.key, (tile) => ({
        ...tile,
        file: event.file,
        masked: event.masked,
        uploadUrl: null,
        sent: 0,
        upload: { kind: 'waiting' },
      }));
    case 'details':
      if (event.key === null) return { ...draft, shared: { ...draft.shared, ...event.change } };
      return onTile(event.key, (tile) => ({ ...tile, own: { ...(tile.own ?? draft.shared), ...event.change } }));
    case 'split':
      return onTile(event.key, (tile) => ({ ...tile, own: tile.own ?? draft.shared }));
    case 'joined':
      return onTile(event.key, (tile) => ({ ...tile, own: null }));
    case 'quality':
      return { ...draft, quality: event.quality };
    case 'answers':
      return { ...draft, answers: { ...draft.answers, ...event.change } };
    case 'cleared':
      return EMPTY_DRAFT;
  }
}

export const detailsOf = (draft: Draft, tile: Tile): Details => tile.own ?? draft.shared;

/** Tiles that are still to be handed in. */
export const openTiles = (draft: Draft): readonly Tile[] =>
  draft.tiles.filter(({ upload, handedIn }) => handedIn.kind !== 'yes' && upload.kind !== 'refused');

/** Nothing more is to be done for it: handed in and the last byte there. */
export const isDone = ({ upload, handedIn }: Tile): boolean => handedIn.kind === 'yes' && upload.kind === 'uploaded';

/** How much of it the server has, from 0 to 1. */
export const shareOf = ({ upload, sent, file }: Tile): number =>
  upload.kind === 'uploaded' ? 1 : file.size > 0 ? Math.min(sent / file.size, 1) : 0;

/** What the chosen photos weigh in each quality; `exact` is false where some 高清 copies are estimated from others. */
export function weights(tiles: readonly Tile[]): { original: number; smaller: number | null; exact: boolean } {
  const original = tiles.reduce((sum, tile) => sum + tile.originalBytes, 0);
  const known = tiles.filter(({ smallerBytes }) => smallerBytes !== null);
  const measured = known.reduce((sum, tile) => sum + tile.originalBytes, 0);
  const copies = known.reduce((sum, tile) => sum + (tile.smallerBytes ?? 0), 0);
  if (measured === 0) return { original, smaller: null, exact: false };
  return { original, smaller: Math.round((copies / measured) * original), exact: known.length === tiles.length };
}

/** The id that the server gave an upload: the last part of its address. */
export const uploadIdOf = (uploadUrl: string): string => uploadUrl.split('/').pop() ?? '';
