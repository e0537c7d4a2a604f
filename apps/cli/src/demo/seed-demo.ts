import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { endpoints } from '@zuimei/contracts';
import { type DemoEdition, demoContest } from '@zuimei/demo';
import { markEditionsAsDemo } from '@zuimei/persistence/contest';
import { type Keystore } from '@zuimei/platform';
import { addStaff } from '../add-staff.js';
import { withDatabase } from '../database-context.js';
import { ApiSession } from './api-session.js';
import { demoPassword, passCodes } from './demo-logins.js';
import { collectEdition } from './collect-edition.js';
import { type Desk, voteEdition } from './vote-edition.js';

interface SeedInput {
  origin: string;
  ownerUrl: string;
  keystore: Keystore;
  say: (line: string) => void;
}

/**
 * Fills an empty installation with the demo, through the public API as its people would: authors upload drawn photos, a
 * moderator passes them, jurors vote with their badges, two organizers count, certify and publish. Does nothing where an
 * edition exists.
 */
export async function seedDemo({ origin, ownerUrl, keystore, say }: SeedInput): Promise<void> {
  const visitor = new ApiSession(origin);
  if ((await visitor.call(endpoints.listEditions, {})).items.length > 0) return;
  const started = Date.now();
  const contest = demoContest({ now: new Date() });
  const password = demoPassword(keystore);
  say('preparing the demo: drawing photos, uploading, moderating, voting …');
  const desk = await withDatabase(ownerUrl, async (context) => {
    for (const member of contest.staff) await addStaff(context, { ...member, password });
    return openDesk(origin, contest.staff, password);
  });
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zuimei-demo-'));
  const codesOf = (sittingId: string) => withDatabase(ownerUrl, (context) => passCodes(context, keystore, sittingId));
  try {
    const [published, judging, collecting] = contest.editions;
    const entries = new Map<DemoEdition, string[]>();
    for (const edition of [published, judging, collecting]) {
      entries.set(edition, await collectEdition({ origin, desk, edition, authors: contest.authors, folder }));
      say(`  ${edition.key} ${edition.theme}: ${edition.works.length} photos`);
    }
    await withDatabase(ownerUrl, ({ unit }) => unit.run(markEditionsAsDemo));
    const covers = entries.get(published) ?? [];
    for (const edition of [published, judging, collecting])
      await schedule(desk.organizer, edition, covers[edition.cover]);
    await voteEdition({ origin, desk, edition: published, codesOf, finish: true });
    await voteEdition({ origin, desk, edition: judging, codesOf, finish: false });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
  say(`  the demo is ready, ${Math.round((Date.now() - started) / 1000)} s`);
}

async function openDesk(
  origin: string,
  staff: readonly { login: string; role: string }[],
  password: string,
): Promise<Desk> {
  const signIn = async (login: string) => {
    const session = new ApiSession(origin);
    await session.call(endpoints.createStaffSession, { body: { login, password } });
    return session;
  };
  const of = (role: string, index = 0) => staff.filter((member) => member.role === role)[index]?.login ?? '';
  const [organizer, second, moderator, host] = await Promise.all([
    signIn(of('organizer')),
    signIn(of('organizer', 1)),
    signIn(of('moderator')),
    signIn(of('host')),
  ]);
  return { organizer, second, moderator, host };
}

/** Puts the edition's true times and its cover in place, once the photos are in. */
async function schedule(organizer: ApiSession, edition: DemoEdition, coverEntryId: string | undefined): Promise<void> {
  const { opensAt, closesAt, judgingAt } = edition.schedule;
  await organizer.call(endpoints.updateEdition, {
    params: { key: edition.key },
    body: {
      theme: edition.theme,
      themeEn: edition.themeEn,
      lead: edition.lead,
      collectingFrom: new Date(opensAt).toISOString(),
      collectingUntil: new Date(closesAt).toISOString(),
      judgingFrom: new Date(judgingAt).toISOString(),
      coverEntryId: coverEntryId ?? null,
    },
  });
}
