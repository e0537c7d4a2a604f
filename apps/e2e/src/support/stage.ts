import { expect } from '@playwright/test';
import { type Call, endpoints } from '@zuimei/contracts';
import { ApiPerson } from './api-person.js';
import { type System, startSystem } from './system.js';

export const PASSWORD = 'correct horse battery 42';
export const STAFF = {
  organizer: { name: '林组织', role: 'organizer' },
  second: { name: '顾复核', role: 'organizer' },
  moderator: { name: '沈审核', role: 'moderator' },
  host: { name: '何主持', role: 'host' },
  observer: { name: '简监督', role: 'observer' },
} as const;
export type StaffLogin = keyof typeof STAFF;

const DAY_MS = 86_400_000;

/** A running system with the staff that a test needs, added as an operator adds them. */
export async function startStage(logins: readonly StaffLogin[], { hall = false } = {}): Promise<System> {
  const system = await startSystem({ hall });
  try {
    for (const login of logins) {
      const { name, role } = STAFF[login];
      const words = ['staff', 'add', '--login', login, '--name', name, '--role', role, '--password-stdin'];
      await system.zuimei(words, PASSWORD);
    }
  } catch (error) {
    await system.remove();
    throw error;
  }
  return system;
}

export const staffAt = (system: System, login: StaffLogin): Promise<ApiPerson> =>
  new ApiPerson(system.origin).signInAsStaff(login, PASSWORD);

/** An edition that has been collecting since yesterday. */
export async function openEdition(
  organizer: ApiPerson,
  key: string,
  theme: string,
  quota = 5,
  rules: Partial<Call<typeof endpoints.createEdition>['body']['rules']> = {},
): Promise<void> {
  await organizer.call(endpoints.createEdition, {
    body: {
      key,
      theme,
      themeEn: 'Hands at work',
      lead: '把镜头对准正在干活的人。\n一双手，一束光，一个瞬间。',
      collectingFrom: new Date(Date.now() - DAY_MS).toISOString(),
      collectingUntil: new Date(Date.now() + 7 * DAY_MS).toISOString(),
      rules: { quota, minShortSide: 600, winners: 3, caps: { perAuthor: null, perCompany: null }, ...rules },
    },
  });
}

/** Hands photos in by their authors, one title each, has them passed, and so gives them the numbers 1, 2, 3 … */
export async function fillEdition(
  system: System,
  key: string,
  works: readonly { author: ApiPerson; title: string; photo: Buffer }[],
): Promise<void> {
  const moderator = await staffAt(system, 'moderator');
  const ids: string[] = [];
  for (const { author, title, photo } of works) ids.push(await author.handIn(photo, key, title));
  const waiting = async () => {
    const { submissions } = await moderator.call(endpoints.getEditionOverview, { params: { key } });
    return submissions.received;
  };
  await expect.poll(waiting, { timeout: 120_000 }).toBe(0);
  for (const id of ids) await moderator.call(endpoints.approveSubmission, { params: { id }, body: {} });
}
