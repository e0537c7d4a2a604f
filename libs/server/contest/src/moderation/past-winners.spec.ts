import { randomUUID } from 'node:crypto';
import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import {
  type EditionRow,
  entriesForRound,
  findPhotoToCompare,
  lockEntries,
  recordLikenesses,
} from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aStaffMember, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { Editions } from '../editions/editions.query.js';
import { publishWinners } from '../publication/publish-winners.js';
import { MySubmissions } from '../submissions/my-submissions.query.js';
import { WithdrawSubmission } from '../submissions/withdraw-submission.use-case.js';
import { ApproveSubmission } from './approve-submission.use-case.js';
import { BlockCopiesOfWinners } from './block-copies-of-winners.js';
import { ModerationQueue } from './moderation-queue.query.js';
import { TellApart } from './tell-apart.use-case.js';
import { UndoModeration } from './undo-moderation.use-case.js';

describe('copies of past winners', () => {
  let contest: TestContest;
  let published: EditionRow;
  let open: EditionRow;
  let author: AuthorCaller;
  let moderator: StaffCaller;
  let months = 0;

  beforeAll(async () => {
    contest = await openTestContest();
    moderator = await aStaffMember(contest.unit);
  });
  afterAll(() => contest.close());
  beforeEach(async () => {
    months += 1;
    published = await anEdition(`20${20 + months}-09`)
      .closed()
      .create(contest.unit);
    open = await anEdition(`20${20 + months}-11`).create(contest.unit);
    author = await anAuthor().create(contest.unit);
  });

  const handedIn = (edition: EditionRow) => aSubmission().by(author).to(edition);
  const photoOf = async ({ id }: BuiltSubmission) => (await findPhotoToCompare(contest.db, id))?.photoId ?? '';
  /** As the worker writes it after comparing the two. */
  const alike = async (one: BuiltSubmission, other: BuiltSubmission, likeness = 0.97) => {
    const [photoId, otherId] = [await photoOf(one), await photoOf(other)];
    const at = contest.clock.now();
    await contest.unit.run((tx) => recordLikenesses(tx, photoId, [{ photoId: otherId, likeness }], at));
  };
  const publish = (edition: EditionRow, winner: BuiltSubmission) =>
    contest.unit.run((tx) =>
      publishWinners(tx, {
        editionKey: edition.key,
        roundId: randomUUID(),
        at: contest.clock.now(),
        correctionReason: null,
        jurors: 30,
        answers: 600,
        merkleRoot: 'ab'.repeat(32),
        winners: [
          {
            entryId: winner.entry?.id ?? '',
            rank: 1,
            shared: false,
            prize: '一等奖',
            picks: 120,
            exposures: 200,
            rate: 0.6,
            low: 0.53,
            high: 0.66,
            scale: 'rate',
            value: 0.6,
          },
        ],
      }),
    );
  const aWinner = async () => {
    const winner = await handedIn(published).approved().create(contest.unit);
    await publish(published, winner);
    return winner;
  };
  const similarOf = async ({ id }: BuiltSubmission) =>
    (await contest.get(ModerationQueue).item(contest.db, id)).similar;
  const approve = (id: string) => contest.get(ApproveSubmission).run(moderator, id);
  const tellApart = (id: string, otherId: string) => contest.get(TellApart).run(moderator, id, otherId);
  const pool = async () => (await entriesForRound(contest.db, { editionKey: open.key })).map(({ entryId }) => entryId);

  it('shows what looks alike from both sides: what blocks first, then the same bytes, then the likest', async () => {
    const winner = await aWinner();
    const sha256 = 'cd'.repeat(31) + String(10 + months);
    const same = await aSubmission().to(open).ofBytes(sha256).approved().create(contest.unit);
    const near = await handedIn(open).create(contest.unit);
    const gone = await handedIn(open).create(contest.unit);
    const me = await handedIn(open).ofBytes(sha256).titled('我').create(contest.unit);
    for (const [other, likeness] of [
      [near, 0.95],
      [gone, 0.99],
      [winner, 0.94],
      [same, 0.98],
    ] as const)
      await alike(me, other, likeness);
    await contest.get(WithdrawSubmission).run(author, gone.id);
    expect(await similarOf(me)).toMatchObject([
      {
        submissionId: winner.id,
        kind: 'near',
        likeness: 0.94,
        pastWinner: true,
        blocks: true,
        editionKey: published.key,
      },
      { submissionId: same.id, kind: 'same-bytes', likeness: 1, sameAuthor: false, number: 1, pastWinner: false },
      { submissionId: near.id, kind: 'near', likeness: 0.95, sameAuthor: true, number: null, state: 'processed' },
    ]);
    expect(await similarOf(near)).toMatchObject([{ submissionId: me.id, title: '我', likeness: 0.95 }]);
    const page = await contest.get(ModerationQueue).page({ editionKey: open.key, state: 'processed', limit: 50 });
    expect(page.ok && page.value.items.map(({ similar }) => similar.length)).toEqual([1, 3]);
  });

  it('an approved one is numbered and blocked, stays out of pools, and its author reads why', async () => {
    const winner = await aWinner();
    const copy = await handedIn(open).create(contest.unit);
    const free = await handedIn(open).create(contest.unit);
    await alike(copy, winner, 0.9712);
    expect(await approve(free.id)).toMatchObject({ value: { entry: { state: 'active', blockedBy: null } } });
    const approved = await approve(copy.id);
    const blockedBy = { editionKey: published.key, number: 1 };
    expect(approved).toMatchObject({ value: { state: 'approved', entry: { number: 2, state: 'blocked', blockedBy } } });
    const entryId = approved.ok ? (approved.value.entry?.id ?? '') : '';
    expect(await pool()).toHaveLength(1);
    expect(await pool()).not.toContain(entryId);
    expect(await contest.get(MySubmissions).get(author, copy.id)).toMatchObject({
      value: { state: 'approved', entry: { state: 'blocked', blockedBy, shortlisted: false } },
    });
    expect(await contest.get(Editions).overview(open.key)).toMatchObject({ value: { entries: 1, blockedEntries: 1 } });
    const [event] = await contest.db.query(
      `SELECT action, actor_id AS actor, facts FROM audit_events WHERE subject_id = $1`,
      [entryId],
    );
    expect(event).toEqual({
      action: 'entry.blocked',
      actor: moderator.staffId,
      facts: { number: 2, winner: `${published.key} 1`, kind: 'near', likeness: 0.971 },
    });
  });

  it('a pair that was told apart neither shows nor blocks; an undone approval brings back what it had blocked', async () => {
    const winner = await aWinner();
    const copy = await handedIn(open).create(contest.unit);
    await alike(copy, winner);
    expect(await approve(copy.id)).toMatchObject({ value: { entry: { state: 'blocked' } } });
    expect(await contest.get(UndoModeration).run(moderator, copy.id)).toMatchObject({
      value: { state: 'processed', entry: null },
    });
    expect(await tellApart(copy.id, winner.id)).toMatchObject({ value: { similar: [] } });
    expect(await tellApart(copy.id, winner.id)).toMatchObject({ ok: true });
    expect(await similarOf(winner)).toEqual([]);
    expect(await approve(copy.id)).toMatchObject({ value: { entry: { state: 'active', blockedBy: null } } });
    expect(await contest.actionsOn(copy.id)).toEqual([
      'submission.approved',
      'submission.decision-undone',
      'submission.told-apart',
      'submission.approved',
    ]);
    // Comparing again does not bring it back.
    await alike(copy, winner);
    expect(await similarOf(copy)).toEqual([]);
    expect(await contest.get(Editions).overview(open.key)).toMatchObject({ value: { entries: 1, blockedEntries: 0 } });
  });

  it('one file stays one file, and what was not found alike cannot be told apart', async () => {
    const sha256 = 'ef'.repeat(32);
    const one = await handedIn(open).ofBytes(sha256).create(contest.unit);
    const other = await handedIn(open).ofBytes(sha256).create(contest.unit);
    await alike(one, other);
    expect(await tellApart(one.id, other.id)).toMatchObject({ error: { code: 'SAME_BYTES' } });
    const third = await handedIn(open).create(contest.unit);
    expect(await tellApart(one.id, third.id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await tellApart(one.id, randomUUID())).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('an edition that is published later blocks in open editions, but nothing that is being judged', async () => {
    const winner = await handedIn(published).approved().create(contest.unit);
    const waiting = await handedIn(open).approved().create(contest.unit);
    const judged = await handedIn(open).approved().create(contest.unit);
    await alike(waiting, winner);
    await alike(judged, winner);
    await contest.unit.run((tx) => lockEntries(tx, [judged.entry?.id ?? ''], contest.clock.now()));
    await publish(published, winner);
    const copies = contest.get(BlockCopiesOfWinners);
    const blocked = await contest.unit.run((tx) => copies.run(tx, moderator, { winnersOf: published.key }));
    expect(blocked).toMatchObject([{ id: waiting.entry?.id, winner: { editionKey: published.key, number: 1 } }]);
    expect(await contest.unit.run((tx) => copies.run(tx, moderator, { winnersOf: published.key }))).toEqual([]);
    // A round that is prepared afterwards holds none.
    expect(await contest.unit.run((tx) => copies.run(tx, moderator, { editionId: open.id }))).toMatchObject([
      { id: judged.entry?.id },
    ]);
    expect(await pool()).toEqual([]);
  });

  it('a winner of the same edition, one that left, and one of an unpublished edition block nothing', async () => {
    const sibling = await handedIn(published).approved().create(contest.unit);
    const winner = await aWinner();
    await alike(sibling, winner);
    const copies = contest.get(BlockCopiesOfWinners);
    expect(await contest.unit.run((tx) => copies.run(tx, moderator, { editionId: published.id }))).toEqual([]);
    const copy = await handedIn(open).create(contest.unit);
    await alike(copy, winner);
    await contest.get(WithdrawSubmission).run(author, winner.id);
    expect(await similarOf(copy)).toEqual([]);
    const unpublished = await handedIn(open).approved().create(contest.unit);
    await alike(copy, unpublished);
    expect(await approve(copy.id)).toMatchObject({ value: { entry: { state: 'active' } } });
  });
});
