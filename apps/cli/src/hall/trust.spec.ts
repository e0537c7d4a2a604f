import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { mobileConfig } from './mobile-config.js';
import { ANDROID_STEPS, IPAD_STEPS, pictureOf } from './pictures.js';
import { serveTrust, type TrustServer } from './trust-server.js';

const RUNBOOKS = path.resolve(import.meta.dirname, '../../../../docs/runbooks');
const ORIGIN = 'https://hall.zuimei.test:3443';

describe('the page that hands the certificate out', () => {
  const der = randomBytes(400);
  let trust: TrustServer;
  beforeAll(async () => {
    trust = await serveTrust({ host: '127.0.0.1', port: 0, origin: ORIGIN, fingerprint: 'AB:CD', der });
  });
  afterAll(() => trust.close());
  const get = (url: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${trust.port}${url}`, { redirect: 'manual', headers: { connection: 'close' }, ...init });

  it('tells iPad and Android what to do, in Chinese, with a picture a step, and phones to take a tablet', async () => {
    const html = await (await get('/trust')).text();
    for (const { words } of [...IPAD_STEPS, ...ANDROID_STEPS]) expect(html).toContain(words);
    expect(html.match(/<svg /g)).toHaveLength(6);
    expect(html).toContain('请领一台会场平板');
    expect(html).toContain('AB:CD');
    // Nothing is loaded from elsewhere; the only other host is the hall itself.
    const hosts = [...html.matchAll(/(?:href|src|fetch\()[="']+(https?:[^"']+)/g)].map(
      ([, url = '']) => new URL(url).origin,
    );
    expect(new Set(hosts)).toEqual(new Set([ORIGIN]));
  });

  it('gives the certificate as each system takes it', async () => {
    const crt = await get('/zuimei-hall.crt');
    expect(crt.headers.get('content-type')).toBe('application/x-x509-ca-cert');
    expect(Buffer.from(await crt.arrayBuffer()).equals(der)).toBe(true);
    const profile = await get('/zuimei-hall.mobileconfig');
    expect(profile.headers.get('content-type')).toBe('application/x-apple-aspen-config');
    const text = await profile.text();
    expect(text).toContain(`<data>${der.toString('base64')}</data>`);
    expect(text).toBe(mobileConfig(der));
    const ids = [...text.matchAll(/<string>([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12})</g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('leads every other address to the page, and takes nothing', async () => {
    const astray = await get('/jury/');
    expect([astray.status, astray.headers.get('location')]).toEqual([302, '/trust']);
    expect((await get('/trust', { method: 'POST' })).status).toBe(405);
  });
});

describe('the runbook', () => {
  it.each([...IPAD_STEPS, ...ANDROID_STEPS])('has the picture and the words of $file', (step) => {
    const file = path.join(RUNBOOKS, 'trust', `${step.file}.svg`);
    if (process.env.ZUIMEI_WRITE) fs.writeFileSync(file, pictureOf(step));
    expect(fs.readFileSync(file, 'utf8')).toBe(pictureOf(step));
    const runbook = fs.readFileSync(path.join(RUNBOOKS, 'judging-day.md'), 'utf8');
    expect(runbook).toContain(`(trust/${step.file}.svg)`);
    expect(runbook).toContain(step.words);
  });
});
