import type { RoundView } from '@zuimei/contracts';
import { JudgingKeys } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';
import { enrolmentOf, OfflineTablet } from './tablets.testing.js';

/** The whole of it, 40 × 5, is `OFFLINE_TABLETS=40 OFFLINE_JURORS=5`. */
const TABLETS = Number(process.env.OFFLINE_TABLETS ?? 10);
const JURORS = Number(process.env.OFFLINE_JURORS ?? 3);
const SCREENS = 4;

describe(`${TABLETS} tablets with ${JURORS} jurors each that come back at one moment`, () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: 90, authors: 12, companies: ['一分厂', null] });
    round = await hall.openRound();
  });
  afterAll(() => test.close());

  it('bring every ballot once, on one chain, and leave exposures as even as they were dealt', async () => {
    const ticket = await enrolmentOf(hall);
    const passes = await hall.passes(TABLETS * JURORS);
    const outboxes = [];
    for (let t = 0; t < TABLETS; t += 1) {
      const tablet = await OfflineTablet.enrol(hall, `T-${t}`, ticket);
      await tablet.draw(JURORS, SCREENS);
      for (const pass of passes.slice(t * JURORS, (t + 1) * JURORS)) {
        outboxes.push({ tablet, juror: tablet.vote(round, pass, SCREENS) });
      }
    }
    // Every outbox is delivered twice at the same moment, as where a reply is lost.
    const delivered = await Promise.all([...outboxes, ...outboxes].map(({ tablet, juror }) => tablet.deliver(juror)));
    const statuses = delivered.flatMap(({ results }) => results.map(({ status }) => status));
    const ballots = TABLETS * JURORS;
    expect(statuses.filter((status) => status === 'accepted')).toHaveLength(ballots * SCREENS);
    expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(ballots * SCREENS);
    expect(new Set(delivered.map(({ receipt }) => receipt)).size).toBe(ballots);

    await withClient(test.database.ownerUrl, async (client) => {
      const one = async <T>(sql: string) => (await client.query<{ n: T }>(sql)).rows[0]?.n;
      expect(await one('SELECT count(*)::int AS n FROM answers')).toBe(ballots * SCREENS);
      expect(await one('SELECT count(DISTINCT screen_id)::int AS n FROM answers')).toBe(ballots * SCREENS);
      expect(await one('SELECT count(*)::int AS n FROM ballots_completed')).toBe(ballots);
      expect(await one('SELECT count(*)::int AS n FROM receipts WHERE counted')).toBe(ballots);
      expect(await one('SELECT count(*)::int AS n FROM held_answers')).toBe(0);
      expect(await one('SELECT (max(exposures) - min(exposures))::int AS n FROM round_entries')).toBeLessThanOrEqual(1);
      const keys = test.app.get(JudgingKeys, { strict: false });
      const { rows } = await client.query<{ juror: string }>('SELECT juror_id AS juror FROM passes');
      const own = new Set(rows.map(({ juror }) => keys.pseudonym(round.id, juror)));
      const { rows: voted } = await client.query<{ pseudonym: string }>('SELECT DISTINCT pseudonym FROM answers');
      expect(voted.filter(({ pseudonym }) => !own.has(pseudonym))).toEqual([]);
    });
  });
});
