import { randomUUID } from 'node:crypto';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { endpoints } from '@zuimei/contracts';
import { type DemoAuthor, type DemoEdition, type DemoWork } from '@zuimei/demo';
import { ApiSession } from './api-session.js';
import { drawPhoto } from './demo-pictures.js';
import { type Desk } from './vote-edition.js';

const WINNERS = 10;
const QUOTA = 5;
const PROCESSING_LIMIT_MS = 5 * 60_000;
const DAY_MS = 86_400_000;

interface CollectInput {
  origin: string;
  desk: Desk;
  edition: DemoEdition;
  authors: readonly DemoAuthor[];
  folder: string;
}

/** Makes the edition, hands all its works in, moderates them, and gives the entry of each work in their order. */
export async function collectEdition({ origin, desk, edition, authors, folder }: CollectInput): Promise<string[]> {
  const now = Date.now();
  await desk.organizer.call(endpoints.createEdition, {
    body: {
      key: edition.key,
      theme: edition.theme,
      themeEn: edition.themeEn,
      lead: edition.lead,
      // Open for as long as this takes; the true times follow.
      collectingFrom: new Date(now - DAY_MS).toISOString(),
      collectingUntil: new Date(now + DAY_MS).toISOString(),
      rules: {
        quota: QUOTA,
        winners: WINNERS,
        caps: { perAuthor: 2, perCompany: null },
        tieLadder: ['primary', 'head-to-head', 'distinct-jurors', 'shared'],
      },
    },
  });
  const { rules } = await desk.organizer.call(endpoints.getEdition, { params: { key: edition.key } });
  const sessions = new Map<string, Promise<ApiSession>>();
  const sessionOf = (work: DemoWork) => {
    const place = authors.findIndex(({ handle }) => handle === work.author);
    const author = authors[place];
    if (!author) throw new Error(`the demo has no author ${work.author}`);
    const session = sessions.get(work.author) ?? signInAuthor(origin, author, place);
    sessions.set(work.author, session);
    return session;
  };

  const submissions: string[] = new Array(edition.works.length);
  await inParallel(edition.works, os.availableParallelism(), async (work, index) => {
    const session = await sessionOf(work);
    const file = await drawPhoto(work, folder, `${edition.key}-${index}`);
    const uploadId = await session.upload(file, { editionKey: edition.key, filename: `${work.title}.jpg` });
    const { submission } = await session.call(endpoints.createSubmission, {
      body: {
        clientKey: randomUUID(),
        uploadId,
        editionKey: edition.key,
        title: work.title,
        story: work.story,
        place: work.place,
        recognisable: work.recognisable,
        consent: { version: rules.consentVersion, original: true, noSecrets: true },
      },
    });
    if (!submission) throw new Error(`《${work.title}》 was not received`);
    submissions[index] = submission.id;
  });
  await processed(desk, edition);
  return moderate(desk, edition, submissions);
}

async function signInAuthor(origin: string, author: DemoAuthor, place: number): Promise<ApiSession> {
  const session = new ApiSession(origin);
  const phone = `139000001${String(place).padStart(2, '0')}`;
  const { demoCode } = await session.call(endpoints.requestSignInCode, { body: { phone } });
  if (!demoCode) throw new Error('the demo can only be made where sign-in codes are shown');
  await session.call(endpoints.createAuthorSession, { body: { phone, code: demoCode } });
  await session.call(endpoints.updateAuthor, { body: { displayName: author.displayName, company: author.company } });
  return session;
}

/** Waits until the worker has been through everything. */
async function processed(desk: Desk, { key }: DemoEdition): Promise<void> {
  const deadline = Date.now() + PROCESSING_LIMIT_MS;
  for (;;) {
    const { submissions } = await desk.moderator.call(endpoints.getEditionOverview, { params: { key } });
    if (submissions.received === 0) return;
    if (Date.now() > deadline)
      throw new Error(`the worker has not finished the demo’s photos (${submissions.received} left)`);
    await pause(200);
  }
}

async function moderate(desk: Desk, edition: DemoEdition, submissions: readonly string[]): Promise<string[]> {
  const entries: string[] = [];
  for (const [index, id] of submissions.entries()) {
    const decision = edition.works[index]?.decision ?? { kind: 'waiting' };
    const params = { id };
    if (decision.kind === 'approved') {
      const { entry } = await desk.moderator.call(endpoints.approveSubmission, { params, body: {} });
      entries.push(entry?.id ?? '');
      continue;
    }
    entries.push('');
    if (decision.kind === 'waiting') continue;
    const body = { reason: decision.reason, note: decision.note };
    await desk.moderator.call(decision.kind === 'rejected' ? endpoints.rejectSubmission : endpoints.requestFix, {
      params,
      body,
    });
  }
  return entries;
}

/** Works through a list, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
