import { EMPTY_DRAFT, type Tile, draftReducer, shareOf, weights } from './tiles.js';

const tile = (key: string, over: Partial<Tile> = {}): Tile => ({
  key,
  name: `${key}.jpg`,
  file: new Blob(['x'.repeat(200)]),
  uploadUrl: null,
  sent: 0,
  digest: key,
  originalBytes: 200,
  smallerBytes: null,
  masked: false,
  own: null,
  upload: { kind: 'waiting' },
  handedIn: { kind: 'no' },
  ...over,
});
const draft = { ...EMPTY_DRAFT, tiles: [tile('a'), tile('b')] };

describe('a tile', () => {
  it('starts anew with another file', () => {
    const began = draftReducer(draft, { type: 'began', key: 'a', uploadUrl: '/v1/uploads/1' });
    const sent = draftReducer(began, { type: 'sent', key: 'a', bytes: 100 });
    const replaced = draftReducer(sent, { type: 'replaced', key: 'a', file: new Blob(['z']), masked: true });
    expect(replaced.tiles[0]).toMatchObject({ uploadUrl: null, sent: 0, masked: true, upload: { kind: 'waiting' } });
  });

  it('does not lose sight of how far it had come, whatever becomes of the connection', () => {
    let now = draftReducer(draft, { type: 'sent', key: 'a', bytes: 50 });
    for (const kind of ['uploading', 'interrupted', 'waiting', 'uploading'] as const) {
      now = draftReducer(now, { type: 'upload', key: 'a', upload: { kind } });
      expect(shareOf(now.tiles[0] as Tile)).toBe(0.25);
    }
    expect(shareOf(tile('a', { upload: { kind: 'uploaded' } }))).toBe(1);
    expect(shareOf(tile('a', { file: new Blob([]) }))).toBe(0);
  });
});

describe('what the photos weigh', () => {
  it('is unknown for 高清 until one copy was measured, and estimated from it then', () => {
    expect(weights([tile('a')])).toEqual({ original: 200, smaller: null, exact: false });
    const measured = tile('a', { originalBytes: 1000, smallerBytes: 100 });
    expect(weights([measured, tile('b', { originalBytes: 3000 })])).toEqual({
      original: 4000,
      smaller: 400,
      exact: false,
    });
  });

  it('is exact where every copy was made', () => {
    const all = [
      tile('a', { originalBytes: 1000, smallerBytes: 100 }),
      tile('b', { originalBytes: 300, smallerBytes: 300 }),
    ];
    expect(weights(all)).toEqual({ original: 1300, smaller: 400, exact: true });
  });
});
