import { type BrowserContext } from '@playwright/test';

const asked: string[] = [];

/** Notes every request of a context that goes anywhere but to this system: a hall has no internet. */
export function watchOrigin(context: BrowserContext, origin: string): BrowserContext {
  context.on('request', (request) => {
    const { protocol, origin: to } = new URL(request.url());
    // What the page carries within itself goes nowhere.
    if (protocol !== 'data:' && protocol !== 'blob:' && to !== origin) asked.push(request.url());
  });
  return context;
}

/** What was asked of others since the last look. */
export const askedElsewhere = (): string[] => asked.splice(0);
