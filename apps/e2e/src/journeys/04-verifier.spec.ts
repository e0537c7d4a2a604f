import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Page, expect, test } from '@playwright/test';
import {
  canonicalJson,
  keyFingerprint,
  makeBundle,
  receiptOf,
  type ResultBundle,
  seededRandom,
  shuffled,
  signHead,
} from '@zuimei/domain';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';

const PAGE = pathToFileURL(path.resolve(import.meta.dirname, '../../../portal/public/verifier.html')).href;
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const signer = generateKeyPairSync('ed25519');
const key = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

function drawn(): ResultBundle {
  const random = seededRandom('verifier');
  const ids = Array.from({ length: 18 }, (_, i) => String(i + 1));
  const bundle = makeBundle(
    {
      software: 'zuimei/0.1.0',
      round: { id: 'round', title: '2026-11 第一场 终评' },
      rules: { method: { kind: 'grid', size: 9, picks: 3 }, ladder: ['primary', 'head-to-head', 'shared'], winners: 3 },
      seed: 'seed',
      entries: ids.map((id) => ({ number: Number(id), photo: hex(`photo ${id}`), state: 'active' })),
      chain: { length: 60, head: hex('chain') },
      answers: Array.from({ length: 60 }, (_, i) => {
        const entries = shuffled(ids, random).slice(0, 9);
        const picks = [...entries].sort((a, b) => Number(a) - Number(b)).slice(0, 3);
        const screen = { id: hex(`screen ${i}`).slice(0, 32), entries };
        const pseudonym = hex(`juror ${i % 20}`).slice(0, 32);
        return { answerId: `${i}`, pseudonym, revision: 1, screen, answer: { kind: 'picks' as const, picks } };
      }),
      receipts: Array.from({ length: 20 }, (_, i) => receiptOf('round', hex(`nonce ${i}`).slice(0, 32), sha256)),
    },
    { sha256 },
  );
  return signHead(bundle, key, (message) => new Uint8Array(sign(null, message, signer.privateKey)));
}

test.describe('the verifier that works from a disk', () => {
  const bundle = drawn();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-verifier-'));
  const file = (name: string, content: string | Uint8Array) => {
    const full = path.join(folder, name);
    fs.writeFileSync(full, content);
    return full;
  };
  test.afterAll(() => fs.rmSync(folder, { recursive: true }));

  /** Opens a file as its reader would; gives the checks that did not pass. */
  const faults = async (page: Page, name: string, content: string | Uint8Array): Promise<string[]> => {
    await page.reload();
    await page.locator('#file').setInputFiles(file(name, content));
    await expect(page.locator('ol.checks > li')).toHaveCount(11);
    return page
      .locator('ol.checks > li[data-passed="false"]')
      .evaluateAll((items) =>
        items.map((item) => (item as unknown as { dataset: Record<string, string> }).dataset['check'] ?? ''),
      );
  };

  test('passes what was published, on a phone, without asking any server', async ({ browser }) => {
    const context = await phone(browser);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(PAGE);
    expect(await faults(page, 'good.json', canonicalJson(bundle))).toEqual([]);
    await expect(page.locator('.verdict')).toContainText('全部核对通过');
    await expect(page.locator('#lines tr')).toHaveCount(18);
    await page.getByLabel('公钥指纹').fill(keyFingerprint(key, sha256).toLowerCase());
    await page.getByLabel('公钥指纹').blur();
    await expect(page.locator('.note')).toHaveCount(0);
    await page.locator('#receipt-text').fill((bundle.receipts[3] ?? '').replaceAll('-', ' '));
    await expect(page.locator('#receipt-answer')).toContainText('在册：');
    await page.locator('#receipt-text').fill('0000-0000-00');
    await expect(page.locator('#receipt-answer')).toContainText('不在册');
    await look(page, 'verifier-phone');
    expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:'))).toEqual([]);
    await context.close();
  });

  test('names what was changed, and a file that is none', async ({ browser }) => {
    const context = await desktop(browser);
    const page = await context.newPage();
    await page.goto(PAGE);
    const edited = JSON.parse(canonicalJson(bundle)) as ResultBundle;
    Object.assign(edited.tally.entries[1] as object, { picks: 99 });
    expect(await faults(page, 'total.json', canonicalJson(edited))).toEqual(['contents', 'tally']);
    await expect(page.locator('[data-check="tally"]')).toContainText('99');
    await look(page, 'verifier-desktop-changed');
    const removed = { ...bundle, leaves: bundle.leaves.slice(1) };
    expect(await faults(page, 'removed.json', canonicalJson(removed))).toContain('root');
    const flipped = Buffer.from(canonicalJson(bundle));
    flipped[1_000] = (flipped[1_000] ?? 0) ^ 4;
    expect(await faults(page, 'bit.json', flipped)).not.toEqual([]);
    expect(await faults(page, 'half.json', canonicalJson(bundle).slice(0, 5_000))).toContain('file');
    expect(await faults(page, 'script.json', '"<img src=x onerror=alert(1)>"')).toContain('format');
    await page.getByLabel('公钥指纹').fill('0000-0000-0000-0000-0000');
    await page.locator('#file').setInputFiles(file('good.json', canonicalJson(bundle)));
    await expect(page.locator('[data-check="key"]')).toContainText('另一把钥匙');
    await context.close();
  });

  test('has no fault that was noted', () => expectNothingNoted());
});
