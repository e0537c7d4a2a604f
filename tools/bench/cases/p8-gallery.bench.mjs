// P8: a gallery page as a browser gets it, beside the statement that it cannot do without.
import { encodeCursor, withClient } from '@zuimei/persistence';
import { GALLERY_PAGE_SQL } from '@zuimei/persistence/contest';
import { median, timed } from '../statistics.mjs';
import { writeGallery } from '../system/gallery-rows.mjs';
import { Installation } from '../system/installation.mjs';
import { KeepAliveClient } from '../system/keep-alive-client.mjs';

const KEY = '2026-01';
const ENTRIES = 100_000;
const DEPTH = 15_000;
/** What the portal asks for. */
const LIMIT = 30;
const RUNS = 5;
const PAGES = 200;

export const id = 'P8';

export async function measure() {
  const installation = await Installation.open('gallery');
  let browser;
  try {
    await writeGallery(installation.ownerUrl, { key: KEY, entries: ENTRIES });
    await installation.start('api');
    browser = await KeepAliveClient.connect(installation.origin);
    return await withClient(installation.apiUrl, async (client) => {
      const page = (below) => browser.get(pathOf(below));
      const bare = (below) =>
        client.query({ name: 'gallery-page', text: GALLERY_PAGE_SQL, values: [KEY, below, LIMIT + 1] });
      await sameAnswer(page, bare);
      // From here on both programs have been compiled, and both have planned the statement for good.
      await compare(page, bare);
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await compare(page, bare));
      const { first, deep } = await compareDepths(page);
      return {
        name: 'gallery page by HTTP, 100,000 photos',
        ratio: median(runs.map(({ httpMs, sqlMs }) => httpMs / sqlMs)),
        definition: `median time of ${PAGES} pages of ${LIMIT} down to depth ${DEPTH}, request to last byte ÷ the prepared SQL alone (reach: 2)`,
        runs,
        checks: [
          {
            name: `a page at depth ${DEPTH} takes ${(deep / first).toFixed(3)} × page one (${deep.toFixed(2)} and ${first.toFixed(2)} ms) ≤ 1.1`,
            pass: deep <= 1.1 * first,
          },
        ],
      };
    });
  } finally {
    browser?.close();
    await installation.close();
  }
}

/** The number above which nothing of the page stands, `depth` entries down. */
const at = (depth) => ENTRIES + 1 - depth;

const pathOf = (below) =>
  `/v1/editions/${KEY}/entries?limit=${LIMIT}${below === at(0) ? '' : `&cursor=${encodeCursor([below])}`}`;

/** Medians over pages spread evenly over the depth, one of each kind at a time, the order reversed on odd ones. */
async function compare(page, bare) {
  const https = [];
  const sqls = [];
  for (let i = 0; i < PAGES; i++) {
    const below = at(Math.round((i * DEPTH) / PAGES));
    const one = async () => https.push(await timed(() => page(below)));
    const other = async () => sqls.push(await timed(() => bare(below)));
    for (const measureOne of i % 2 ? [other, one] : [one, other]) await measureOne();
  }
  return { httpMs: rounded(median(https)), sqlMs: rounded(median(sqls)) };
}

async function compareDepths(page) {
  const first = [];
  const deep = [];
  for (let i = 0; i < 2 * PAGES; i++) {
    const one = async () => first.push(await timed(() => page(at(0))));
    const other = async () => deep.push(await timed(() => page(at(DEPTH))));
    for (const measureOne of i % 2 ? [other, one] : [one, other]) await measureOne();
  }
  return { first: median(first), deep: median(deep) };
}

/** @throws unless both kinds give the same entries, at the top and deep down */
async function sameAnswer(page, bare) {
  for (const depth of [0, DEPTH]) {
    const { items } = JSON.parse(await page(at(depth)));
    const { rows } = await bare(at(depth));
    const same = items.length === LIMIT && items.every((item, i) => item.id === rows[i].id);
    if (!same || items[0].number !== at(depth) - 1) throw new Error(`another page than the statement's at ${depth}`);
  }
}

const rounded = (ms) => Math.round(ms * 1000) / 1000;
