/** @jest-environment node */
import 'fake-indexeddb/auto';
import { DraftStore } from './draft-store.js';
import { type Draft, EMPTY_DRAFT, type Tile } from './tiles.js';

const tile = (key: string, upload: Tile['upload'], handedIn: Tile['handedIn'] = { kind: 'no' }): Tile => ({
  key,
  name: 'a.jpg',
  file: new Blob([`bytes of ${key}`], { type: 'image/jpeg' }),
  uploadUrl: `/v1/uploads/${key}`,
  sent: 3,
  digest: key,
  originalBytes: 10,
  smallerBytes: null,
  masked: false,
  own: null,
  upload,
  handedIn,
});
const draft = (...tiles: Tile[]): Draft => ({
  ...EMPTY_DRAFT,
  answers: { original: true, noSecrets: true, agreedTo: '2026-11', district: false },
  shared: { ...EMPTY_DRAFT.shared, title: '焊花' },
  tiles,
});
const open = async (edition = '2026-11') => (await DraftStore.open(edition)) as DraftStore;

it('brings files, words and upload addresses back, each tile where it can go on', async () => {
  const store = await open();
  const before = draft(
    tile('a', { kind: 'uploading' }),
    tile('b', { kind: 'uploaded' }, { kind: 'sending' }),
    tile('c', { kind: 'interrupted' }, { kind: 'yes' }),
    tile('p', { kind: 'preparing' }),
    tile('d', { kind: 'uploaded' }, { kind: 'yes' }),
  );
  for (const one of before.tiles) await store.saveFile(one);
  await store.save(before);
  const after = await (await open()).load();
  expect(after.shared.title).toBe('焊花');
  expect(
    after.tiles.map(({ key, upload, handedIn, uploadUrl }) => [key, upload.kind, handedIn.kind, uploadUrl]),
  ).toEqual([
    ['a', 'waiting', 'no', '/v1/uploads/a'],
    ['b', 'uploaded', 'no', '/v1/uploads/b'],
    ['c', 'waiting', 'yes', '/v1/uploads/c'],
    ['p', 'waiting', 'no', '/v1/uploads/p'],
  ]);
  expect(await after.tiles[0]?.file.text()).toBe('bytes of a');
  expect(after.tiles[0]).toMatchObject({ sent: 3, digest: 'a', originalBytes: 10 });
});

it('keeps nothing of another edition, and no file of a tile that is gone', async () => {
  const store = await open();
  const one = tile('x', { kind: 'waiting' });
  await store.saveFile(one);
  await store.save(draft());
  await store.save(draft(one));
  expect((await store.load()).tiles).toEqual([]);
  expect(await (await open('2026-12')).load()).toEqual(EMPTY_DRAFT);
});
