import { publishWinners } from '@zuimei/contest';
import { UnitOfWork, withClient } from '@zuimei/persistence';
import { oneWinner, seedEdition, type SeededEdition } from '@zuimei/testing';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTestApp, type TestApp } from '../app/api.testing.js';

const ORIGIN = 'https://vote.example';
const PAGE = '<html><head><title>最美瞬间</title></head></html>';

describe('the head of a page that is shared', () => {
  let test: TestApp;
  let root: string;
  let edition: SeededEdition;

  beforeAll(async () => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-web-'));
    fs.mkdirSync(path.join(root, 'portal/dist'), { recursive: true });
    fs.writeFileSync(path.join(root, 'portal/dist/index.html'), PAGE);
    test = await startTestApp({ PUBLIC_ORIGIN: ORIGIN }, { webRoot: root });
    await withClient(test.database.ownerUrl, async (owner) => {
      edition = await seedEdition(owner, { entries: 2, companies: ['"一" & 二分厂'] });
      await owner.query(`UPDATE submissions SET title = '<script>夜班</script>'`);
      await owner.query(
        `INSERT INTO derivatives (photo_id, variant, key, sha256, bytes, width, height, mime)
         SELECT id, 'share1080', 'x/' || id, repeat('a', 64), 1, 1080, 810, 'image/jpeg' FROM photos`,
      );
    });
  });
  afterAll(async () => {
    await test.close();
    fs.rmSync(root, { recursive: true });
  });

  const pageOf = async (entry: number) =>
    (await test.app.inject({ url: `/entries/${edition.entries[entry]?.id}` })).body;

  it('is the portal’s own before publication, and for who is no winner', async () => {
    expect(await pageOf(0)).toBe(PAGE);
    await test.app
      .get(UnitOfWork, { strict: false })
      .run((tx) => publishWinners(tx, { ...oneWinner(edition, 0), at: test.clock.now() }));
    expect(await pageOf(1)).toBe(PAGE);
  });

  it('names photo, author and picture of a winner by absolute addresses, and runs nothing that people wrote', async () => {
    const page = await pageOf(0);
    const id = edition.entries[0]?.id;
    const properties = Object.fromEntries(
      [...page.matchAll(/<meta property="og:(\w+)" content="([^"]*)" \/>/g)].map(([, name, content]) => [
        name,
        content,
      ]),
    );
    expect(properties).toEqual({
      type: 'article',
      title: '一等奖《&lt;script&gt;夜班&lt;/script&gt;》',
      description: expect.stringMatching(/^作者1　&quot;一&quot; &amp; 二分厂 · .*2026年11月期$/),
      image: `${ORIGIN}/v1/entries/${id}/share.jpg`,
      url: `${ORIGIN}/entries/${id}`,
    });
    expect(page).toContain('<title>一等奖《&lt;script&gt;夜班&lt;/script&gt;》</title>');
    expect(page).not.toContain('<script>');
    expect(page).toContain('<meta name="twitter:card" content="summary_large_image" />');
  });

  it('is the portal’s own again once the winner has left', async () => {
    await withClient(test.database.ownerUrl, (owner) =>
      owner.query(`UPDATE entries SET state = 'withdrawn' WHERE number = 1`),
    );
    expect(await pageOf(0)).toBe(PAGE);
  });
});
