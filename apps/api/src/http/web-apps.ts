import type { LinkCard } from '@zuimei/contest';
import { escapeHtml, ProblemError } from '@zuimei/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { allowedMethods } from './paths.js';
import { policyOfPage } from './security-headers.js';
import './fastify-types.js';

/** Which app answers below which path; the big screen is a page of the console's. */
const APPS = [
  { app: 'jury', base: '/jury/', paths: ['/jury'] },
  { app: 'console', base: '/console/', paths: ['/console', '/screen'] },
  { app: 'portal', base: '/', paths: ['/'] },
] as const;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

interface Asset {
  body: Buffer;
  etag: string;
  type: string;
  cacheControl: string;
  /** Only for a page with inline blocks. */
  policy: string | undefined;
  packed: Map<string, Promise<Buffer>>;
}

/** The built web apps, read into memory at the start: a path of a request never meets the file system. */
export class WebApps {
  readonly #assets = new Map<string, Asset>();

  /**
   * @param root the folder that holds `portal/dist`, `jury/dist` and `console/dist`; what is not built is not served
   * @param cardOf what a link to a page of the portal shows of itself where it is shared, undefined for most pages
   */
  constructor(
    root: string,
    private readonly cardOf: (url: string, request: FastifyRequest) => Promise<LinkCard | '' | undefined> = async () =>
      undefined,
  ) {
    for (const { app, base } of APPS) {
      const dist = path.join(root, app, 'dist');
      if (!fs.existsSync(dist)) continue;
      for (const file of fs.readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
        const full = path.join(dist, file);
        if (fs.statSync(full).isFile() && !file.endsWith('.map'))
          this.#assets.set(base + toUrl(file), load(full, file));
      }
    }
  }

  /** Serves everything that no row of the table answers. */
  register(instance: FastifyInstance): void {
    instance.get('/*', { config: { open: true } }, (request, reply) => this.#serve(request, reply));
  }

  async #serve(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const url = decoded(request.url.split('?', 1)[0] ?? '/');
    const asset = this.#assets.get(url) ?? (await this.#shared(url, request)) ?? this.#page(url);
    if (!asset) {
      const known = allowedMethods(url);
      throw new ProblemError({ code: known.length > 0 && !known.includes('GET') ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND' });
    }
    void reply.header('cache-control', asset.cacheControl).header('etag', asset.etag).type(asset.type);
    if (asset.policy) void reply.header('content-security-policy', asset.policy);
    if (url === '/jury/sw.js') void reply.header('service-worker-allowed', '/jury/');
    if (request.headers['if-none-match'] === asset.etag) return reply.status(304).send();
    const encoding = packable(asset) ? bestEncoding(request.headers['accept-encoding']) : undefined;
    if (packable(asset)) void reply.header('vary', 'accept-encoding');
    if (!encoding) return reply.send(asset.body);
    void reply.header('content-encoding', encoding);
    return reply.send(await pack(asset, encoding));
  }

  /** The portal's page with the card of its address in its head, which a crawler reads without running anything. */
  async #shared(url: string, request: FastifyRequest): Promise<Asset | undefined> {
    const page = this.#assets.get('/index.html');
    const card = page && (await this.cardOf(url, request));
    if (!page || !card) return undefined;
    const html = page.body.toString('utf8').replace(/<title>[^<]*<\/title>/, () => headOf(card));
    return assetOf(Buffer.from(html), page);
  }

  /** The page of an app's own route; a path that looks like a file has none, and neither has the API. */
  #page(url: string): Asset | undefined {
    if (/^\/(v1|media)(\/|$)/.test(url) || /\.\w+$/.test(url)) return undefined;
    const owner = APPS.find(({ paths }) =>
      paths.some((start) => start === '/' || url === start || url.startsWith(`${start}/`)),
    );
    return owner && this.#assets.get(`${owner.base}index.html`);
  }
}

/** Title and card by the Open Graph protocol (ogp.me), which WeChat reads too. */
function headOf({ title, description, picture, url }: LinkCard): string {
  const property = (name: string, content: string): string =>
    `<meta property="og:${name}" content="${escapeHtml(content)}" />`;
  return [
    `<title>${escapeHtml(title)}</title>`,
    `<meta name="description" content="${escapeHtml(description)}" />`,
    property('type', 'article'),
    property('title', title),
    property('description', description),
    property('image', picture),
    property('url', url),
    '<meta name="twitter:card" content="summary_large_image" />',
  ].join('\n    ');
}

const assetOf = (body: Buffer, like: Pick<Asset, 'type' | 'cacheControl' | 'policy'>): Asset => ({
  body,
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
  type: like.type,
  cacheControl: like.cacheControl,
  policy: like.policy,
  packed: new Map(),
});

function load(full: string, file: string): Asset {
  const body = fs.readFileSync(full);
  const hashed = /(^|[\\/])assets[\\/]/.test(file);
  return assetOf(body, {
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    // Names under assets/ carry a hash of their content; everything else is asked for again each time.
    cacheControl: hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    policy: file.endsWith('.html') ? policyOfPage(body.toString('utf8')) : undefined,
  });
}

const packable = ({ body, type }: Asset): boolean => body.length > 1024 && /^(text|application)\/|svg/.test(type);

function bestEncoding(accepted: string | string[] | undefined): 'br' | 'gzip' | undefined {
  const words = String(accepted ?? '')
    .split(',')
    .map((word) => word.trim().split(';', 1)[0]);
  return words.includes('br') ? 'br' : words.includes('gzip') ? 'gzip' : undefined;
}

function pack(asset: Asset, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = asset.packed.get(encoding);
  if (known) return known;
  const made =
    encoding === 'br'
      ? promisify(brotliCompress)(asset.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      : promisify(gzip)(asset.body, { level: 9 });
  asset.packed.set(encoding, made);
  return made;
}

const toUrl = (file: string): string => file.split(path.sep).join('/');

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
