import { UnitOfWork } from '@zuimei/persistence';
import { anEdition, aPng, openTinyDisk, type TinyDisk } from '@zuimei/testing';
import fs from 'node:fs';
import path from 'node:path';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Phone } from './uploads.testing.js';

const disk: TinyDisk | null = openTinyDisk(1024);
const whereMounted = disk ? describe : describe.skip;

whereMounted('uploads to a disk that is full', () => {
  let test: TestApp;
  let author: Visitor;
  let phone: Phone;
  const staging = path.join(disk?.folder ?? '', 'staging');
  const bytes = aPng({ width: 800, height: 600, seed: 5 });

  beforeAll(async () => {
    test = await startTestApp({ ZUIMEI_HOME: disk?.folder ?? '' });
    await anEdition('2026-11').create(test.app.get(UnitOfWork, { strict: false }));
    author = await test.author();
    phone = new Phone(await Phone.originOf(test.app), author);
  });
  afterAll(async () => {
    await test.close();
    disk?.close();
  });

  const uploads = async (): Promise<number> => {
    const [row] = await test.app
      .get(UnitOfWork, { strict: false })
      .run((tx) => tx.query<{ n: number }>('SELECT count(*)::int AS n FROM uploads'));
    return row?.n ?? -1;
  };

  afterEach(() => disk?.empty());

  it('are not begun, say why, and leave neither a row nor a file', async () => {
    disk?.fill();
    const begun = await phone.begin('2026-11', bytes.length);
    expect([begun.status, begun.headers.get('retry-after')]).toEqual([507, '60']);
    expect(await begun.json()).toMatchObject({ code: 'STORAGE_FULL', retryable: true });
    expect(await uploads()).toBe(0);
    expect(fs.readdirSync(staging)).toEqual([]);
  });

  it('that break off there keep what was written, and go on when there is room', async () => {
    const begun = await phone.begin('2026-11', bytes.length);
    const location = begun.headers.get('location') ?? '';
    const half = Math.floor(bytes.length / 2);
    expect((await phone.patch(location, 0, bytes.subarray(0, half))).status).toBe(204);
    disk?.fill();
    const refused = await phone.patch(location, half, bytes.subarray(half));
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ code: 'STORAGE_FULL' });
    const offset = await phone.offsetOf(location);
    expect(offset).toBeGreaterThanOrEqual(half);
    expect(offset).toBeLessThan(bytes.length);
    disk?.empty();
    expect((await phone.patch(location, offset, bytes.subarray(offset))).status).toBe(204);
    const [file] = fs.readdirSync(staging).filter((name) => !name.endsWith('.json'));
    expect(fs.readFileSync(path.join(staging, file ?? '')).equals(bytes)).toBe(true);
  });
});
