import { randomUUID } from 'node:crypto';
import type { StaffCaller } from '@zuimei/identity';
import { type EditionRow, findPhotoToCompare, recordLikenesses } from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aStaffMember, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { DisqualifyEntry } from '../gallery/disqualify-entry.use-case.js';
import { TellApart } from '../moderation/tell-apart.use-case.js';
import { UndoModeration } from '../moderation/undo-moderation.use-case.js';
import { placeMoments, publishWinners } from '../publication/publish-winners.js';
import { WithdrawSubmission } from '../submissions/withdraw-submission.use-case.js';
import { ClearMoment } from './clear-moment.use-case.js';
import { PlaceMoment } from './place-moment.use-case.js';
import { Wall } from './wall.query.js';

describe('the wall of 365', () => {
  let contest: TestContest;
  let organizer: StaffCaller;
  let edition: EditionRow;
  let year = 2030;

  beforeAll(async () => {
    contest = await openTestContest();
    organizer = await aStaffMember(contest.unit);
  });
  afterAll(() => contest.close());
  beforeEach(async () => {
    year += 1;
    edition = await anEdition(`${year}-02`).closed().create(contest.unit);
    await publish([]);
  });

  const publish = (winners: BuiltSubmission[]) =>
    contest.unit.run(async (tx) => {
      const at = contest.clock.now();
      const figures = { shared: false, picks: 1, exposures: 2, rate: 0.5, low: 0, high: 1, value: 0.5 };
      const awards = winners.map((of, i) => ({
        ...figures,
        scale: 'rate' as const,
        entryId: idOf(of),
        rank: i + 1,
        prize: '奖',
      }));
      const version = { correctionReason: null, jurors: 3, answers: 6, merkleRoot: 'ab'.repeat(32) };
      const { key: editionKey } = edition;
      await publishWinners(tx, { ...version, editionKey, roundId: randomUUID(), at, winners: awards });
      return placeMoments(tx, { editionKey, entryIds: winners.map(idOf), at });
    });
  const idOf = (built: BuiltSubmission) => built.entry?.id ?? '';
  const anEntry = async (to = edition, sha256?: string) => {
    const building = aSubmission().to(to).approved();
    const built = await (sha256 ? building.ofBytes(sha256) : building).create(contest.unit);
    await compare(built);
    return built;
  };
  const photoOf = async ({ id }: BuiltSubmission) => (await findPhotoToCompare(contest.db, id))?.photoId ?? '';
  /** As the worker writes it after comparing a photo with all others. */
  const compare = async (built: BuiltSubmission, ...like: BuiltSubmission[]) => {
    const photoId = await photoOf(built);
    const near = await Promise.all(like.map(async (other) => ({ photoId: await photoOf(other), likeness: 0.97 })));
    await contest.unit.run((tx) => recordLikenesses(tx, photoId, near, contest.clock.now()));
  };
  const on = (date: string) => `${year}-${date}`;
  const place = (date: string, built: BuiltSubmission) =>
    contest.get(PlaceMoment).run(organizer, on(date), idOf(built));
  const clear = (date: string, built: BuiltSubmission) =>
    contest.get(ClearMoment).run(organizer, on(date), idOf(built));
  const hanging = async () =>
    (await contest.get(Wall).year(year)).items.map(({ day, entryId }) => [day.slice(5), entryId]);
  const refusal = (code: string, facts: object = {}) => ({ ok: false, error: { code, facts } });

  it('hangs what an organizer chose on any day of the year, the leap day too, and takes it off again', async () => {
    year = 2036;
    const leap = await anEntry();
    expect(await contest.get(Wall).preview('2036-02-29', idOf(leap))).toMatchObject({ value: { day: '2036-02-29' } });
    expect(await hanging()).toEqual([]);
    expect(await place('02-29', leap)).toMatchObject({
      ok: true,
      value: { day: '2036-02-29', title: '晨光里的焊花', maker: null, rank: null, district: null },
    });
    expect(await hanging()).toEqual([['02-29', idOf(leap)]]);
    expect((await contest.get(Wall).yearForStaff(2036)).items).toMatchObject([
      { chosenBy: organizer.displayName, alikeDays: [] },
    ]);
    expect(await clear('02-29', leap)).toEqual({ ok: true, value: null });
    expect(await clear('02-29', leap)).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    expect(await hanging()).toEqual([]);
    expect(await place('02-29', leap)).toMatchObject({ ok: true });
    expect(await contest.actionsOn(idOf(leap))).toEqual(['moment.placed', 'moment.cleared', 'moment.placed']);
  });

  it('says why something may not hang, before and when it is hung', async () => {
    const there = await anEntry(edition, 'ab'.repeat(32));
    const [near, same, other] = [await anEntry(), await anEntry(edition, 'ab'.repeat(32)), await anEntry()];
    await compare(near, there);
    const young = await aSubmission().to(edition).approved().create(contest.unit);
    const early = await anEntry(await anEdition(`${year}-03`).closed().create(contest.unit));
    const unsure = await anEntry();
    await contest.unit.run((tx) =>
      tx.execute(`UPDATE submissions SET recognisable = 'not-consented' WHERE id = $1`, [unsure.id]),
    );
    const gone = await anEntry();
    await contest.get(DisqualifyEntry).run(organizer, idOf(gone), '并非本人拍摄');
    await place('02-03', there);

    const named = { day: on('02-03'), entryId: idOf(there), editionKey: edition.key, number: there.entry?.number };
    const expected = [
      [there, refusal('ENTRY_ON_WALL', { day: on('02-03') })],
      [near, refusal('LIKE_MOMENT', { ...named, kind: 'near', likeness: expect.closeTo(0.97) })],
      [same, refusal('LIKE_MOMENT', { ...named, kind: 'same-bytes', likeness: 1 })],
      [other, refusal('DAY_TAKEN', named)],
      [young, refusal('PHOTO_NOT_COMPARED')],
      [early, refusal('ENTRY_NOT_PUBLIC')],
      [unsure, refusal('CONSENT_NOT_FOR_WALL')],
      [gone, refusal('ENTRY_LEFT', { state: 'disqualified' })],
    ] as const;
    for (const [built, refused] of expected) {
      expect(await contest.get(Wall).preview(on('02-03'), idOf(built))).toMatchObject(refused);
      expect(await place('02-03', built)).toMatchObject(refused);
      expect(await contest.actionsOn(idOf(built))).not.toContain(built === there ? 'moment.cleared' : 'moment.placed');
    }
    expect(await contest.get(PlaceMoment).run(organizer, on('02-04'), randomUUID())).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });

    const candidates = await contest
      .get(Wall)
      .candidates({ editionKey: edition.key, winnersOnly: false, cursor: undefined, limit: 10 });
    const listed = candidates.ok ? candidates.value.items : [];
    const of = (built: BuiltSubmission) => listed.find(({ entryId }) => entryId === idOf(built));
    expect(of(there)).toMatchObject({ day: on('02-03'), like: null });
    expect(of(near)).toMatchObject({ day: null, like: { day: on('02-03'), kind: 'near' } });
    expect(of(same)).toMatchObject({ like: { kind: 'same-bytes' } });
    expect(of(gone)).toBeUndefined();
    expect(await contest.get(Wall).candidates({ editionKey: `${year}-03`, winnersOnly: false, limit: 10 })).toEqual(
      expect.objectContaining({ error: { code: 'ENTRY_NOT_PUBLIC' } }),
    );
  });

  it('lets one of many win a day, and one of two near-duplicates the wall', async () => {
    const many = [];
    for (let i = 0; i < 6; i += 1) many.push(await anEntry());
    const results = await Promise.all(many.map((built) => place('02-07', built)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.error.code).toBe('DAY_TAKEN');

    for (let round = 0; round < 4; round += 1) {
      const [one, other] = [await anEntry(), await anEntry()];
      await compare(one, other);
      const pair = await Promise.all([place(`02-1${round}`, one), place(`02-2${round}`, other)]);
      expect(pair.map((result) => (result.ok ? 'hung' : result.error.code)).sort()).toEqual(['LIKE_MOMENT', 'hung']);
    }
  });

  it('holds by the constraints of the database, whatever a writer has checked', async () => {
    const [one, near, same] = [await anEntry(edition, 'cd'.repeat(32)), await anEntry(), await anEntry()];
    await compare(near, one);
    await place('02-01', one);
    const insert = (date: string, built: BuiltSubmission, sha256: string) =>
      contest.unit.run((tx) =>
        tx.execute(
          `INSERT INTO moments (contest_id, day, entry_id, photo_sha256, placed_at)
           SELECT contest_id, $1, $2, $3, now() FROM editions WHERE key = $4`,
          [on(date), idOf(built), sha256, edition.key],
        ),
      );
    await expect(insert('02-01', same, 'e'.repeat(64))).rejects.toThrow(/moments_pkey/);
    await expect(insert('02-02', one, 'e'.repeat(64))).rejects.toThrow(/moments_entry_id_key/);
    await expect(insert('02-02', same, 'cd'.repeat(32))).rejects.toThrow(/moments_contest_id_photo_sha256_key/);
  });

  it('lets a near-duplicate hang once the two were told apart', async () => {
    const [one, other] = [await anEntry(), await anEntry()];
    await compare(one, other);
    await place('02-01', one);
    expect(await place('02-02', other)).toMatchObject(refusal('LIKE_MOMENT'));
    await contest.get(TellApart).run(organizer, one.id, other.id);
    expect(await place('02-02', other)).toMatchObject({ ok: true });
  });

  it('takes off who leaves, and the day can be filled again', async () => {
    const author = await anAuthor().create(contest.unit);
    const leaving = await aSubmission().by(author).to(edition).approved().create(contest.unit);
    await compare(leaving);
    const [out, undone, next] = [await anEntry(), await anEntry(), await anEntry()];
    await place('02-01', leaving);
    await place('02-02', out);
    await place('02-03', undone);
    expect(await contest.get(WithdrawSubmission).run(author, leaving.id)).toMatchObject({ ok: true });
    await contest.get(DisqualifyEntry).run(organizer, idOf(out), '并非本人拍摄');
    expect(await contest.get(UndoModeration).run(organizer, undone.id)).toMatchObject({ ok: true });
    expect(await hanging()).toEqual([]);
    expect(await place('02-01', next)).toMatchObject({ ok: true });
  });

  it('hangs of winners that are alike the best, and keeps what was chosen through a correction', async () => {
    const [first, copy, third, chosen] = [await anEntry(), await anEntry(), await anEntry(), await anEntry()];
    await compare(copy, first);
    await place('02-01', chosen);
    expect(await publish([first, copy, third])).toEqual({ withoutDay: 0, alike: 1 });
    expect(await hanging()).toEqual([
      ['02-01', idOf(chosen)],
      ['02-02', idOf(first)],
      ['02-03', idOf(third)],
    ]);
    expect((await contest.get(Wall).year(year)).items.map(({ maker }) => maker === null)).toEqual([true, false, false]);
    // The copy wins in place of the first, whose day it takes over.
    expect(await publish([copy, third])).toEqual({ withoutDay: 0, alike: 0 });
    expect(await hanging()).toEqual([
      ['02-01', idOf(chosen)],
      ['02-02', idOf(copy)],
      ['02-03', idOf(third)],
    ]);
    const winners = await contest.get(Wall).candidates({ editionKey: edition.key, winnersOnly: true, limit: 1 });
    expect(winners).toMatchObject({ value: { items: [{ entryId: idOf(third), rank: 2 }] } });
    const cursor = (winners.ok && winners.value.nextCursor) || '';
    expect(
      await contest.get(Wall).candidates({ editionKey: edition.key, winnersOnly: true, cursor, limit: 1 }),
    ).toEqual(
      expect.objectContaining({
        value: { items: [expect.objectContaining({ entryId: idOf(copy) })], nextCursor: null },
      }),
    );
  });

  it('shows a district only by a consent that says so', async () => {
    const [asked, before] = [await anEntry(), await anEntry()];
    for (const [built, version] of [
      [asked, '2026-12'],
      [before, '2026-11'],
    ] as const)
      await contest.unit.run(async (tx) => {
        await tx.execute(`UPDATE submissions SET keep_district = true, consent_version = $2 WHERE id = $1`, [
          built.id,
          version,
        ]);
        await tx.execute(`UPDATE photos SET district = 'longhua' WHERE submission_id = $1`, [built.id]);
      });
    expect(await place('02-01', asked)).toMatchObject({ value: { district: 'longhua' } });
    expect(await place('02-02', before)).toMatchObject({ value: { district: null } });
    expect((await contest.get(Wall).year(year)).items.map(({ district }) => district)).toEqual(['longhua', null]);
  });
});
