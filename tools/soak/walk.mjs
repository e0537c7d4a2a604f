// Fetches everything that can be fetched by GET with one session, and looks for what must not be told yet.
import { allEndpoints } from '@zuimei/contracts';

const STREAM_MS = 700;
const PAGES = ['/', '/jury/', '/console/', '/screen', '/winners', '/verifier.html'];

/**
 * Bodies of every GET row, stream and page, by what was asked; each `:id` is tried with every id that there is.
 * @param {{ origin: string, cookies: Map<string, string> }} session
 * @param {{ key: string, ids: string[] }} known
 * @returns {Promise<Map<string, string>>}
 */
export async function walk(session, { key, ids }) {
  const cookie = [...session.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const bodies = new Map();
  const rows = allEndpoints.filter(({ method, path }) => method === 'GET' && !/:(name|token)|openapi/.test(path));
  const paths = rows.flatMap(({ path, reply }) => {
    const base = path.replace(':key', key);
    const all = base.includes(':') ? ids.map((id) => base.replace(/:\w+/, id)) : [base];
    return all.map((one) => ({ path: one, stream: reply.kind === 'sse' }));
  });
  await Promise.all(
    [...paths, ...PAGES.map((page) => ({ path: page, stream: false }))].map(async ({ path, stream }) => {
      const ended = new AbortController();
      const reply = await fetch(new URL(path, session.origin), {
        headers: { cookie, accept: stream ? 'text/event-stream' : '*/*' },
        signal: ended.signal,
      });
      bodies.set(path, `${reply.status} ${stream && reply.ok ? await firstOf(reply, ended) : await reply.text()}`);
    }),
  );
  return bodies;
}

/** What a stream says within a moment. */
async function firstOf(reply, ended) {
  const timer = setTimeout(() => ended.abort(), STREAM_MS);
  let said = '';
  try {
    for await (const chunk of reply.body) said += Buffer.from(chunk).toString();
  } catch {
    // ended by us
  }
  clearTimeout(timer);
  return said;
}

/** A round's method says how many a juror picks, which is no count of anything. */
const METHOD = /"method":\{[^}]*\}/g;

/** Where the words stand that must not be there. */
export function found(bodies, forbidden) {
  const out = [];
  for (const [path, body] of bodies) {
    const [what] = forbidden.exec(body.replace(METHOD, '')) ?? [];
    if (what) out.push(`${path}: ${what}`);
  }
  return out;
}
