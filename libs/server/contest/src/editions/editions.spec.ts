import { randomUUID } from 'node:crypto';
import type { StaffCaller } from '@zuimei/identity';
import { anEdition, aStaffMember, aSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { CreateEdition } from './create-edition.use-case.js';
import type { EditionInput } from './edition-input.js';
import { Editions } from './editions.query.js';
import { UpdateEdition } from './update-edition.use-case.js';
import { findEdition, lockEntries } from '@zuimei/persistence/contest';

describe('editions', () => {
  let contest: TestContest;
  let organizer: StaffCaller;
  let create: CreateEdition;
  let update: UpdateEdition;

  beforeAll(async () => {
    contest = await openTestContest();
    organizer = await aStaffMember(contest.unit, 'organizer');
    create = contest.get(CreateEdition);
    update = contest.get(UpdateEdition);
  });
  afterAll(() => contest.close());

  const input = (change: Partial<EditionInput> = {}): EditionInput => ({
    theme: '光与手',
    themeEn: 'Light and hands',
    lead: '把工作里最好看的一瞬间拍下来。',
    collectingFrom: '2026-11-01T00:00:00+08:00',
    collectingUntil: '2026-11-21T00:00:00+08:00',
    coverEntryId: null,
    rules: {},
    ...change,
  });

  it('takes the rules that are not named from the newest edition', async () => {
    const first = await create.run(organizer, { ...input({ rules: { quota: 3, winners: 10 } }), key: '2026-10' });
    expect(first).toMatchObject({
      value: { rules: { quota: 3, winners: 10, minShortSide: 600, consentVersion: '2026-12' } },
    });
    const next = await create.run(organizer, { ...input({ rules: { winners: 30 } }), key: '2026-11' });
    expect(next).toMatchObject({
      value: {
        key: '2026-11',
        isDemo: false,
        rules: { quota: 3, winners: 30, caps: { perAuthor: null, perCompany: null } },
      },
    });
    const id = next.ok ? next.value.id : '';
    expect(await contest.actionsOn(id)).toEqual(['edition.created']);
    expect((await contest.get(Editions).list()).items.map(({ key }) => key)).toEqual(['2026-11', '2026-10']);
  });

  it('names every rule that is out of its range, and keeps what was promised once a round is prepared', async () => {
    const codesOf = (result: Awaited<ReturnType<typeof update.run>>) =>
      result.ok ? [] : [result.error.code, ...(result.error.errors ?? []).map(({ pointer }) => pointer)];
    const bad = { quota: 0, maxBytes: 1e9, heartsWeight: 41, photoTypes: [], tieLadder: ['shared' as const] };
    const named = ['/rules/quota', '/rules/maxBytes', '/rules/heartsWeight', '/rules/photoTypes', '/rules/tieLadder'];
    expect(codesOf(await update.run(organizer, '2026-11', input({ rules: bad })))).toEqual([
      'EDITION_RULES_INVALID',
      ...named,
    ]);
    expect(codesOf(await create.run(organizer, { ...input({ rules: bad }), key: '2027-05' }))).toEqual([
      'EDITION_RULES_INVALID',
      ...named,
    ]);
    const edition = await anEdition('2027-06').create(contest.unit);
    const { entry } = await aSubmission().to(edition).approved().create(contest.unit);
    const rules = { winners: 9, caps: { perAuthor: 2, perCompany: null }, photoTypes: ['jpeg' as const], moments: 9 };
    expect(await update.run(organizer, '2027-06', input({ rules }))).toMatchObject({ value: { rules } });
    await contest.unit.run((tx) => lockEntries(tx, [entry?.id ?? ''], new Date()));
    expect(
      codesOf(await update.run(organizer, '2027-06', input({ rules: { ...rules, winners: 10, heartsWeight: 5 } }))),
    ).toEqual(['RULES_LOCKED', '/rules/winners', '/rules/heartsWeight']);
    // What decides nothing about who wins may still be set.
    expect(await update.run(organizer, '2027-06', input({ rules: { ...rules, quota: 7 } }))).toMatchObject({
      value: { rules: { quota: 7, winners: 9 } },
    });
  });

  it('refuses a second edition of a month and a schedule that runs backwards', async () => {
    expect(await create.run(organizer, { ...input(), key: '2026-11' })).toMatchObject({
      error: { code: 'EDITION_EXISTS', facts: { key: '2026-11' } },
    });
    const backwards = input({ collectingUntil: '2026-10-21T00:00:00+08:00' });
    const early = input({ judgingFrom: '2026-11-20T00:00:00+08:00' });
    for (const bad of [backwards, early]) {
      const refused = { error: { code: 'EDITION_SCHEDULE_INVALID' } };
      expect(await create.run(organizer, { ...bad, key: '2027-01' })).toMatchObject(refused);
      expect(await update.run(organizer, '2026-11', bad)).toMatchObject(refused);
    }
    expect(await update.run(organizer, '1999-01', input())).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('computes the phase from the schedule and the clock, by the wall of Shanghai', async () => {
    const phaseAt = async (at: string) => {
      contest.clock.set(new Date(at));
      const found = await contest.get(Editions).get('2026-11');
      return found.ok ? found.value.phase : null;
    };
    expect(await phaseAt('2026-10-31T23:59:59+08:00')).toBe('upcoming');
    expect(await phaseAt('2026-11-01T00:00:00+08:00')).toBe('collecting');
    expect(await phaseAt('2026-11-21T00:00:00+08:00')).toBe('moderating');
    expect(await phaseAt('2026-11-26T00:00:00+08:00')).toBe('judging');
  });

  it('moves judging with the deadline, unless it was set by hand', async () => {
    const judging = async () => (await findEdition(contest.db, '2026-11'))?.judgingFrom.toISOString();
    await update.run(organizer, '2026-11', input({ collectingUntil: '2026-11-22T00:00:00+08:00' }));
    expect(await judging()).toBe('2026-11-26T16:00:00.000Z');
    await update.run(
      organizer,
      '2026-11',
      input({ collectingUntil: '2026-11-22T00:00:00+08:00', judgingFrom: '2026-11-23T00:00:00+08:00' }),
    );
    await update.run(organizer, '2026-11', input({ collectingUntil: '2026-11-22T00:00:00+08:00', theme: '手与光' }));
    expect(await judging()).toBe('2026-11-22T16:00:00.000Z');
  });

  it('shows the chosen cover, and the first entry where none is chosen or the chosen one left', async () => {
    const edition = await findEdition(contest.db, '2026-11');
    if (!edition) throw new Error('no edition');
    const approved = (title: string) => aSubmission().to(edition).titled(title).approved().create(contest.unit);
    const [one, two] = [await approved('一'), await approved('二')];
    const other = await findEdition(contest.db, '2026-10');
    const foreign = await aSubmission()
      .to(other as never)
      .titled('往期')
      .approved()
      .create(contest.unit);
    const cover = async () => {
      const found = await contest.get(Editions).get('2026-11');
      return found.ok ? found.value.coverCredit?.title : null;
    };
    expect(await cover()).toBe('一');
    expect(await update.run(organizer, '2026-11', input({ coverEntryId: randomUUID() }))).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    await update.run(organizer, '2026-11', input({ coverEntryId: foreign.entry?.id ?? '' }));
    expect(await cover()).toBe('往期');
    await update.run(organizer, '2026-11', input({ coverEntryId: two.entry?.id ?? '' }));
    expect(await cover()).toBe('二');
    await contest.unit.run((tx) => tx.execute(`UPDATE entries SET state = 'withdrawn' WHERE id = $1`, [two.entry?.id]));
    expect(await cover()).toBe('一');
    await contest.unit.run((tx) => tx.execute(`UPDATE entries SET state = 'withdrawn' WHERE id = $1`, [one.entry?.id]));
    expect(await contest.get(Editions).get('2026-11')).toMatchObject({ value: { cover: null, coverCredit: null } });
  });
});
