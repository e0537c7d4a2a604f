// A month's authors, through the public API alone: an edition that collects, sign-in, upload, submission.
import { randomUUID } from 'node:crypto';
import { endpoints } from '@zuimei/contracts';
import { addStaff } from '../../../apps/cli/dist/add-staff.js';
import { withDatabase } from '../../../apps/cli/dist/database-context.js';
import { ApiSession } from '../../../apps/cli/dist/demo/api-session.js';

const DAY_MS = 86_400_000;

/** Makes an edition that collects now and lets each author hand in `quota` photos. */
export async function openEdition(installation, quota) {
  const member = { login: 'organizer', displayName: 'organizer', role: 'organizer', password: randomUUID() };
  await withDatabase(installation.apiUrl, (context) => addStaff(context, member));
  const organizer = new ApiSession(installation.origin);
  await organizer.call(endpoints.createStaffSession, { body: { login: member.login, password: member.password } });
  const now = Date.now();
  return organizer.call(endpoints.createEdition, {
    body: {
      key: new Date(now).toISOString().slice(0, 7),
      theme: '测量',
      themeEn: 'Measured',
      lead: '一百张照片，从第一个字节到待审核。',
      collectingFrom: new Date(now - DAY_MS).toISOString(),
      collectingUntil: new Date(now + DAY_MS).toISOString(),
      rules: { quota },
    },
  });
}

/** Signs `count` authors in, each with a browser of their own. */
export async function signIn(installation, count) {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const author = new ApiSession(installation.origin);
      const phone = `138${String(i).padStart(8, '0')}`;
      const { demoCode } = await author.call(endpoints.requestSignInCode, { body: { phone } });
      await author.call(endpoints.createAuthorSession, { body: { phone, code: demoCode } });
      return author;
    }),
  );
}

/** Hands all files in, as many at a time as there are authors. */
export async function handIn(authors, edition, files, onHandedIn = () => {}) {
  const waiting = [...files.entries()];
  await Promise.all(
    authors.map(async (author) => {
      for (let next; (next = waiting.shift());) {
        const [i, file] = next;
        const uploadId = await author.upload(file, { editionKey: edition.key, filename: `${i}.jpg` });
        const consent = { version: edition.rules.consentVersion, original: true, noSecrets: true };
        const words = { title: `照片 ${i}`, story: '', place: '厂区', recognisable: 'nobody' };
        await author.call(endpoints.createSubmission, {
          body: { clientKey: randomUUID(), uploadId, editionKey: edition.key, ...words, consent },
        });
        onHandedIn();
      }
    }),
  );
}

/**
 * Waits until `count` submissions are processed; gives when the last one was, in milliseconds since 1970.
 * @throws when one of them ends in another state
 */
export async function allProcessed(installation, count, limitMs) {
  return installation.until(
    `${count} photos processed`,
    async () => {
      const [row] = await installation.rows(
        `SELECT count(*) FILTER (WHERE state = 'processed')::int AS processed, max(state_at) AS last,
                string_agg(DISTINCT state, ', ') FILTER (WHERE state NOT IN ('received', 'processed')) AS other
           FROM submissions`,
      );
      if (row.other) throw new Error(`submissions ended as ${row.other}`);
      return row.processed === count && row.last.getTime();
    },
    limitMs,
  );
}
