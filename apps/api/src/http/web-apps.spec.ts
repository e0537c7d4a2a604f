import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startTestApp, type TestApp } from '../app/api.testing.js';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(3000))})`;

describe('the built web apps', () => {
  let test: TestApp;
  let root: string;
  beforeAll(async () => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-web-'));
    const put = (file: string, text: string) => {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text);
    };
    for (const app of ['portal', 'jury', 'console']) {
      put(`${app}/dist/index.html`, `<html>${app}</html>`);
      put(`${app}/dist/assets/index-a1b2c3.js`, SCRIPT);
      put(`${app}/dist/assets/index-a1b2c3.js.map`, '{}');
      put(`${app}/secret.txt`, 'not built');
    }
    put('jury/dist/sw.js', 'self');
    put('portal/dist/whole.html', `<style>p{}</style><script src="x.js"></script><script id="a">\n1;\n</script>`);
    put('portal/dist/图标.svg', '<svg/>');
    test = await startTestApp({}, { webRoot: root });
  });
  afterAll(async () => {
    await test.close();
    fs.rmSync(root, { recursive: true });
  });
  const get = (url: string, headers: Record<string, string> = {}) => test.app.inject({ url, headers });

  it.each([
    ['/', 'portal'],
    ['/wall/11-23', 'portal'],
    ['/?from=wechat', 'portal'],
    ['/jury', 'jury'],
    ['/jury/', 'jury'],
    ['/jury/vote', 'jury'],
    ['/console/sittings/1', 'console'],
    ['/screen', 'console'],
    ['/screen/abc', 'console'],
    ['/juryduty', 'portal'],
  ])('serves the page of %s from %s', async (url, app) => {
    const reply = await get(url);
    expect([reply.statusCode, reply.body]).toEqual([200, `<html>${app}</html>`]);
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' });
    expect(reply.headers['content-security-policy']).toContain("script-src 'self';");
    expect(reply.headers['content-security-policy']).not.toContain('unsafe');
  });

  it('lets hashed files be kept for ever, and packs them', async () => {
    const plain = await get('/console/assets/index-a1b2c3.js');
    expect(plain.body).toBe(SCRIPT);
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      vary: 'accept-encoding',
    });
    const br = await get('/console/assets/index-a1b2c3.js', { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(SCRIPT);
    const gz = await get('/assets/index-a1b2c3.js', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gz.rawPayload).toString()).toBe(SCRIPT);
    expect((await get('/assets/index-a1b2c3.js', { 'if-none-match': String(gz.headers.etag) })).statusCode).toBe(304);
    expect((await get(`/${encodeURIComponent('图标.svg')}`)).body).toBe('<svg/>');
  });

  it('lets a page that is whole in one file run its own blocks, by hash, and nothing else inline', async () => {
    const policy = String((await get('/whole.html')).headers['content-security-policy']);
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src 'self' ${hash('\n1;\n')};`);
    expect(policy).toContain(`style-src 'self' ${hash('p{}')};`);
    expect(policy).not.toContain('unsafe');
    expect((await get('/index.html')).headers['content-security-policy']).toContain("script-src 'self';");
  });

  it('gives the service worker its scope and no lasting cache', async () => {
    expect((await get('/jury/sw.js')).headers).toMatchObject({
      'cache-control': 'no-cache',
      'service-worker-allowed': '/jury/',
    });
  });

  it.each([
    '/assets/gone-000.js',
    '/assets/index-a1b2c3.js.map',
    '/v1/none',
    '/media',
    '/media/a/b',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/portal/secret.txt',
    '/console/../portal/secret.txt',
    '/assets/%00.js',
    '/%',
  ])('has nothing at %s', async (url) => {
    const reply = await get(url);
    expect(reply.statusCode).toBe(404);
    expect(reply.json()).toMatchObject({ code: 'NOT_FOUND' });
    expect(reply.body).not.toContain('not built');
  });

  it('says which methods an address takes', async () => {
    const reply = await test.visitor().send('PATCH', '/v1/author-sessions/current');
    expect(reply.statusCode).toBe(405);
    expect(reply.headers.allow).toBe('GET, DELETE');
    expect((await get('/v1/sign-in-codes')).json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    expect((await test.visitor().send('POST', '/anything')).json()).toMatchObject({ code: 'NOT_FOUND' });
  });
});
