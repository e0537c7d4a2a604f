import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Page, expect, test } from '@playwright/test';
import {
  canonicalJson,
  exportedLink,
  keyFingerprint,
  linkRows,
  makeBundle,
  observersBytes,
  receiptOf,
  type ResultBundle,
  seededRandom,
  shuffled,
  signHead,
  toHex,
} from '@zuimei/domain';
import { desktop, expectNothingNoted, look, phone } from '../support/look.js';

const PAGE = pathToFileURL(path.resolve(import.meta.dirname, '../../../portal/public/verifier.html')).href;
const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const signer = generateKeyPairSync('ed25519');
const key = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

const signed = (message: Uint8Array) => new Uint8Array(sign(null, message, signer.privateKey));

/** A bundle of as many answers, and what observers get beside it. */
function drawn(answers: number) {
  const random = seededRandom('verifier');
  const ids = Array.from({ length: 18 }, (_, i) => String(i + 1));
  const rows = Array.from({ length: answers }, (_, i) => {
    const entries = shuffled(ids, random).slice(0, 9);
    const picks = [...entries].sort((a, b) => Number(a) - Number(b)).slice(0, 3);
    const pseudonym = hex(`juror ${i % 20}`).slice(0, 32);
    const screen = { id: `screen-${i}`, entries };
    return { answerId: `${i}`, pseudonym, revision: 1, screen, answer: { kind: 'picks' as const, picks } };
  });
  const screens = Object.fromEntries(rows.map(({ screen }) => [screen.id, hex(screen.id).slice(0, 32)]));
  const chain = linkRows(rows, sha256).map(exportedLink);
  const audit = linkRows([{ action: 'round.opened' }, { action: 'round.closed' }], sha256).map(exportedLink);
  const endOf = (links: typeof chain) => ({ length: links.length, head: links.at(-1)?.hash ?? '' });
  const bundle = makeBundle(
    {
      software: 'zuimei/0.1.0',
      round: { id: 'round', title: '2026-11 第一场 终评' },
      rules: { method: { kind: 'grid', size: 9, picks: 3 }, ladder: ['primary', 'head-to-head', 'shared'], winners: 3 },
      seed: 'seed',
      entries: ids.map((id) => ({ number: Number(id), photo: hex(`photo ${id}`), state: 'active' })),
      chain: endOf(chain),
      answers: rows.map((row) => ({ ...row, screen: { ...row.screen, id: screens[row.screen.id] ?? '' } })),
      receipts: Array.from({ length: 20 }, (_, i) => receiptOf('round', hex(`nonce ${i}`).slice(0, 32), sha256)),
    },
    { sha256 },
  );
  const said = { roundId: 'round', lateAnswers: 0, chain: endOf(chain), audit: endOf(audit) };
  const seal = { publicKey: toHex(key), signature: toHex(signed(observersBytes(said))) };
  const pack = {
    format: 'zuimei-observers-2',
    roundId: 'round',
    screens,
    chain,
    lateAnswers: 0,
    audit,
    unlinkedActs: 0,
    seal,
  };
  return { bundle: signHead(bundle, key, signed), pack };
}

test.describe('the verifier that works from a disk', () => {
  const { bundle, pack } = drawn(60);
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

  test('checks what observers get, and names what was cut off it', async ({ browser }) => {
    const context = await phone(browser);
    const page = await context.newPage();
    await page.goto(PAGE);
    await page.locator('#observers').setInputFiles(file('pack.json', canonicalJson(pack)));
    await expect(page.locator('#result')).toContainText('请再选结果包');
    await page.locator('#file').setInputFiles(file('good.json', canonicalJson(bundle)));
    await expect(page.locator('ol.checks > li')).toHaveCount(17);
    await expect(page.locator('.verdict')).toContainText('全部核对通过');
    await look(page, 'verifier-phone-observers');
    const cut = { ...pack, audit: pack.audit.slice(0, -1) };
    await page.locator('#observers').setInputFiles(file('cut.json', canonicalJson(cut)));
    await expect(page.locator('[data-check="observers-seal"][data-passed="false"]')).toContainText('链尾不符');
    await page.locator('[data-check="observers-seal"]').scrollIntoViewIfNeeded();
    await look(page, 'verifier-phone-observers-cut');
    await context.close();
  });

  test('works through a large file piece by piece, and can be stopped', async ({ browser }) => {
    const context = await desktop(browser);
    const page = await context.newPage();
    await page.goto(PAGE);
    // By keyboard: the two files, then the fingerprint.
    for (const id of ['file', 'observers', 'key']) {
      await page.keyboard.press('Tab');
      await expect(page.locator(`#${id}`)).toBeFocused();
    }
    // A disk that stands still after a while: whatever happens now happens in the middle of the file.
    await page.evaluate(`{
      const read = Blob.prototype.arrayBuffer;
      let slices = 0;
      Blob.prototype.arrayBuffer = async function () {
        slices += 1;
        while (slices > 5 && !window.goOn) await new Promise((resolve) => setTimeout(resolve, 20));
        return read.call(this);
      };
    }`);
    const large = drawn(8_000);
    await page.locator('#file').setInputFiles(file('large.json', canonicalJson(large.bundle)));
    await expect(page.locator('#progress-text')).toContainText(/正在核对… [1-9]\d?%/);
    await look(page, 'verifier-desktop-working');
    await page.getByRole('button', { name: '停止' }).click();
    await expect(page.locator('#result')).toContainText('已停止');
    await page.evaluate('window.goOn = true');
    await page.locator('#observers').setInputFiles(file('large-pack.json', canonicalJson(large.pack)));
    await expect(page.locator('.verdict')).toContainText('全部核对通过', { timeout: 60_000 });
    await expect(page.locator('ol.checks > li')).toHaveCount(17);
    await context.close();
  });

  test('has no fault that was noted', () => expectNothingNoted());
});
