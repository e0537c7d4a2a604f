import { type Page } from '@playwright/test';

// What runs inside the page is handed over as text: this room's types know no browser.

/** Everything that the page's origin keeps on the device, as one text: IndexedDB, localStorage, sessionStorage. */
export const keptOnDevice = (page: Page): Promise<string> =>
  page.evaluate(`(async () => {
    const rows = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const kept = [{ ...localStorage }, { ...sessionStorage }];
    for (const { name } of await indexedDB.databases()) {
      const db = await rows(indexedDB.open(name));
      for (const store of db.objectStoreNames)
        kept.push(name, store, await rows(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    return JSON.stringify(kept);
  })()`);

/** What this address gives to the page, with its cookies. @throws where that is no 200 */
export async function bytesAt(page: Page, address: string): Promise<Buffer> {
  const text: string = await page.evaluate(`(async () => {
    const reply = await fetch(${JSON.stringify(address)});
    if (reply.status !== 200) throw new Error('status ' + reply.status);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  })()`);
  return Buffer.from(text, 'base64');
}

/** The page's layout shift since it began: 0 where nothing ever jumped. */
export const layoutShift = (page: Page): Promise<number> =>
  page.evaluate(`new Promise((resolve) => {
    let total = 0;
    const add = (list) => list.forEach((entry) => (total += entry.value));
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // Two frames: what is buffered is told in the first.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      add(observer.takeRecords());
      observer.disconnect();
      resolve(total);
    }));
  })`);

/** All pictures below \`selector\` have come. */
export const picturesShown = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(`${selector} img`)})].every((img) => img.complete && img.naturalWidth > 0)`,
  );

/** Words of the main part with their size in CSS pixels, those inside `except` left out. */
export const wordSizes = (page: Page, except: string): Promise<{ text: string; px: number }[]> =>
  page.evaluate(
    `[...document.querySelectorAll('main *')]
      .filter((one) => !one.closest(${JSON.stringify(except)}))
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
      .map((one) => ({ text: one.textContent.slice(0, 20), px: parseFloat(getComputedStyle(one).fontSize) }))`,
  );

/** CSS pixels by which the page is wider than its window. */
export const sticksOut = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What moves has come to rest; what moves for ever does not count, nor what takes longer than five seconds. */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(`Promise.race([
    new Promise((resolve) => setTimeout(resolve, 5000)),
    Promise.allSettled(
      document.getAnimations()
        .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
        .map(({ finished }) => finished),
    ),
  ]).then(() => undefined)`);
