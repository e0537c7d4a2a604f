import { randomUUID } from 'node:crypto';
import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import { type EditionRow, findOwnSubmission, lockEntries } from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aStaffMember, aSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { Editions } from '../editions/editions.query.js';
import { DisqualifyEntry } from '../gallery/disqualify-entry.use-case.js';
import { Gallery } from '../gallery/gallery.query.js';
import { DerivePhoto } from '../photos/derive-photo.use-case.js';
import { AmendSubmission } from '../submissions/amend-submission.use-case.js';
import { WithdrawSubmission } from '../submissions/withdraw-submission.use-case.js';
import { ApproveSubmission } from './approve-submission.use-case.js';
import { ModerationQueue } from './moderation-queue.query.js';
import { RefuseSubmission } from './refuse-submission.use-case.js';
import { UndoModeration } from './undo-moderation.use-case.js';

describe('moderation', () => {
  let contest: TestContest;
  let edition: EditionRow;
  let author: AuthorCaller;
  let moderator: StaffCaller;
  let editions = 0;

  beforeAll(async () => {
    contest = await openTestContest();
  });
  afterAll(() => contest.close());
  beforeEach(async () => {
    editions += 1;
    edition = await anEdition(`20${10 + editions}-05`).create(contest.unit);
    author = await anAuthor().create(contest.unit);
    moderator = await aStaffMember(contest.unit);
  });

  const approve = (id: string) => contest.get(ApproveSubmission).run(moderator, id);
  const undo = (id: string) => contest.get(UndoModeration).run(moderator, id);
  const entryCount = async () => {
    const found = await contest.get(Editions).get(edition.key);
    return found.ok ? found.value.entryCount : null;
  };
  const mine = () => aSubmission().by(author).to(edition);

  it('makes an approved submission the next numbered entry', async () => {
    const first = await mine().create(contest.unit);
    const second = await mine().create(contest.unit);
    expect(await approve(second.id)).toMatchObject({ value: { state: 'approved', entry: { number: 1 } } });
    expect(await approve(first.id)).toMatchObject({ value: { state: 'approved', entry: { number: 2 } } });
    expect(await approve(first.id)).toMatchObject({
      error: { code: 'MOVE_NOT_ALLOWED', facts: { state: 'approved' } },
    });
    expect(await approve(randomUUID())).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await entryCount()).toBe(2);
    const [event] = await contest.db.query(
      `SELECT actor_id AS actor, facts FROM audit_events WHERE action = 'submission.approved' AND subject_id = $1`,
      [first.id],
    );
    expect(event).toEqual({ actor: moderator.staffId, facts: { entry: 2 } });
  });

  it('gives racing approvals numbers without gaps or doubles', async () => {
    const built = [];
    for (let i = 0; i < 20; i += 1) built.push(await mine().create(contest.unit));
    const results = await Promise.all([...built, ...built].map(({ id }) => approve(id)));
    const numbers = results.flatMap((result) => (result.ok ? [result.value.entry?.number ?? 0] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(results.filter((result) => !result.ok).map((result) => !result.ok && result.error.code)).toEqual(
      Array(20).fill('MOVE_NOT_ALLOWED'),
    );
    expect(await entryCount()).toBe(20);
  });

  it('refuses with a reason that the author reads, and takes it back', async () => {
    const { id } = await mine().create(contest.unit);
    const refuse = contest.get(RefuseSubmission);
    const how = { verb: 'reject', reason: 'off-theme', note: '主题是光与手。' } as const;
    expect(await refuse.run(moderator, id, how)).toMatchObject({
      value: { state: 'rejected', reason: 'off-theme', note: '主题是光与手。' },
    });
    const seen = await findOwnSubmission(contest.db, id, author.authorId);
    expect(seen).toMatchObject({ state: 'rejected', reason: 'off-theme', decidedAt: expect.any(Date) });
    expect(await undo(id)).toMatchObject({ value: { state: 'processed', reason: null, note: null } });
    expect((await findOwnSubmission(contest.db, id, author.authorId))?.decidedAt).toBeNull();
    expect(await undo(id)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
    expect(await contest.actionsOn(id)).toEqual(['submission.rejected', 'submission.decision-undone']);
  });

  it('sends amended words back to moderation without deriving the photo again', async () => {
    const { id } = await mine().fixRequested().create(contest.unit);
    const amend = contest.get(AmendSubmission);
    const fixed = { title: '新题目', story: '', place: '三号厂房', recognisable: 'consented' } as const;
    const stranger = await anAuthor().create(contest.unit);
    expect(await amend.run(stranger, id, fixed)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await amend.run(author, id, { ...fixed, recognisable: 'not-consented' })).toMatchObject({
      error: { code: 'FACES_NOT_CLEARED' },
    });
    expect(await amend.run(author, id, fixed)).toMatchObject({ value: { state: 'received', title: '新题目' } });
    expect(contest.jobs.asked).toContain(id);
    expect(await contest.get(DerivePhoto).run(id)).toBe('processed');
    expect(await approve(id)).toMatchObject({ value: { title: '新题目', entry: { number: 1 } } });
    expect(await amend.run(author, id, fixed)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
  });

  it('undoes an approval until the entry stands in a prepared round; its number stays unused', async () => {
    const built = await mine().approved().create(contest.unit);
    expect(await undo(built.id)).toMatchObject({ value: { state: 'processed', entry: null } });
    expect(await entryCount()).toBe(0);
    const again = await approve(built.id);
    expect(again).toMatchObject({ value: { entry: { number: 2 } } });
    const entryId = again.ok ? (again.value.entry?.id ?? '') : '';
    const at = contest.clock.now();
    expect(await contest.unit.run((tx) => lockEntries(tx, [entryId], at))).toBe(1);
    expect(await contest.unit.run((tx) => lockEntries(tx, [entryId], at))).toBe(0);
    expect(await undo(built.id)).toMatchObject({ error: { code: 'ENTRY_ALREADY_IN_ROUND', facts: { number: 2 } } });
    expect((await findOwnSubmission(contest.db, built.id, null))?.state).toBe('approved');
    expect(await entryCount()).toBe(1);
  });

  it('takes a withdrawn photo off the gallery at once, also from a prepared round', async () => {
    const built = await mine().approved().create(contest.unit);
    const entryId = built.entry?.id ?? '';
    await contest.unit.run((tx) => lockEntries(tx, [entryId], contest.clock.now()));
    const withdraw = contest.get(WithdrawSubmission);
    const stranger = await anAuthor().create(contest.unit);
    expect(await withdraw.run(stranger, built.id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await withdraw.run(author, built.id)).toMatchObject({
      value: { state: 'withdrawn', entry: { state: 'withdrawn' } },
    });
    expect(await contest.get(Gallery).entry(entryId)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await entryCount()).toBe(0);
    expect(await withdraw.run(author, built.id)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
    expect(await undo(built.id)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
  });

  it('disqualifies an entry once, with its reason in the trail', async () => {
    const built = await mine().approved().create(contest.unit);
    const entryId = built.entry?.id ?? '';
    const disqualify = contest.get(DisqualifyEntry);
    expect(await disqualify.run(moderator, entryId, '非本人拍摄')).toEqual({ ok: true, value: null });
    expect(await disqualify.run(moderator, entryId, '非本人拍摄')).toMatchObject({
      error: { code: 'MOVE_NOT_ALLOWED' },
    });
    expect(await disqualify.run(moderator, randomUUID(), '无')).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await contest.actionsOn(entryId)).toEqual(['entry.disqualified']);
    expect(await undo(built.id)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
  });

  it('pages through the queue oldest first, each once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      const at = new Date(contest.clock.now().getTime() + i * 1000);
      ids.push((await mine().on(at).create(contest.unit)).id);
    }
    await mine().rejected().create(contest.unit);
    const queue = contest.get(ModerationQueue);
    const query = { editionKey: edition.key, state: 'processed', limit: 3 } as const;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await queue.page({ ...query, ...(cursor && { cursor }) });
      if (!page.ok) throw new Error(page.error.code);
      seen.push(...page.value.items.map((item) => item.id));
      expect(page.value.items[0]).toMatchObject({ authorCount: 8, quota: 5 });
      cursor = page.value.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(ids);
    expect(await queue.page({ ...query, cursor: 'bm9uc2Vuc2U' })).toMatchObject({
      error: { code: 'VALIDATION_FAILED' },
    });
    expect(await queue.page({ ...query, editionKey: '1999-01' })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await contest.get(Editions).overview(edition.key)).toMatchObject({
      value: { submissions: { processed: 7, rejected: 1, approved: 0 }, entries: 0, decidedToday: { rejected: 0 } },
    });
  });
});
