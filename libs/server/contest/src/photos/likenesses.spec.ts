import { randomUUID } from 'node:crypto';
import type { AuthorCaller } from '@zuimei/identity';
import { collage, COPIES, randomOf } from '@zuimei/imaging/specimens';
import { withClient } from '@zuimei/persistence';
import { anAuthor, anEdition, aPng } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { CreateSubmission } from '../intake/create-submission.use-case.js';
import { ModerationQueue } from '../moderation/moderation-queue.query.js';
import { DerivePhoto } from './derive-photo.use-case.js';
import { FindLikenesses } from './find-likenesses.js';
import { SWEEP_TIMES, SweepPhotos } from './sweep-photos.use-case.js';

jest.setTimeout(60_000);

describe('likenesses of photos that were handed in', () => {
  let contest: TestContest;
  let author: AuthorCaller;

  beforeAll(async () => {
    contest = await openTestContest();
    await anEdition('2026-11').withQuota(50).create(contest.unit);
    author = await anAuthor().create(contest.unit);
  });
  afterAll(() => contest.close());

  const handIn = async (bytes: Buffer): Promise<string> => {
    const uploadId = await contest.uploaded(author, '2026-11', bytes);
    const made = await contest.get(CreateSubmission).run(author, words({ uploadId, clientKey: randomUUID() }));
    if (!made.ok || !made.value.submission) throw new Error('not handed in');
    return made.value.submission.id;
  };
  const derived = async (bytes: Buffer): Promise<string> => {
    const id = await handIn(bytes);
    expect(await contest.get(DerivePhoto).run(id)).toBe('processed');
    return id;
  };
  const similarTo = async (id: string) => (await contest.get(ModerationQueue).item(contest.db, id)).similar;
  const copy = (kind: string, bytes: Buffer) => (COPIES[kind] as (typeof COPIES)[string])(bytes, randomOf(5));

  it('are there, from both sides, as soon as a photo is moderated: a copy, the same file, nothing else', async () => {
    const bytes = await collage({ width: 900, height: 800, seed: 41 });
    const original = await derived(bytes);
    const other = await derived(await collage({ width: 800, height: 640, seed: 42 }));
    expect(await similarTo(original)).toEqual([]);
    const copied = await derived(await copy('cropped and mirrored', bytes));
    const same = await derived(bytes);
    const ofCopy = await similarTo(copied);
    expect(ofCopy.map(({ submissionId }) => submissionId).sort()).toEqual([original, same].sort());
    for (const found of ofCopy) expect(found).toMatchObject({ kind: 'near', sameAuthor: true, pastWinner: false });
    const [first, second, ...rest] = await similarTo(original);
    expect(first).toMatchObject({ submissionId: same, kind: 'same-bytes', likeness: 1 });
    expect(second).toMatchObject({ submissionId: copied, kind: 'near' });
    expect(second?.likeness).toBeGreaterThan(0.94);
    expect(rest).toEqual([]);
    expect(await similarTo(other)).toEqual([]);
  });

  it('two copies that are worked on at the same time both see each other', async () => {
    const bytes = await collage({ width: 800, height: 640, seed: 43 });
    const ids = [await handIn(bytes), await handIn(await copy('messenger 1080', bytes))] as const;
    await Promise.all(ids.map((id) => contest.get(DerivePhoto).run(id)));
    expect(await similarTo(ids[0])).toMatchObject([{ submissionId: ids[1] }]);
    expect(await similarTo(ids[1])).toMatchObject([{ submissionId: ids[0] }]);
  });

  it('the sweep looks for those of photos that nobody has compared, also of some from before', async () => {
    const bytes = await collage({ width: 800, height: 640, seed: 44 });
    const [old, cutShort] = [await derived(bytes), await derived(await copy('white border 10 %', bytes))];
    const lost = await derived(aPng({ width: 700, height: 620, seed: 3 }));
    await withClient(contest.data.database.ownerUrl, async (client) => {
      await client.query('DELETE FROM photo_likenesses');
      const photoOf = '(SELECT id FROM photos WHERE submission_id = $1)';
      for (const id of [old, lost]) {
        await client.query(`DELETE FROM photo_sketches WHERE photo_id = ${photoOf}`, [id]);
        await client.query(`DELETE FROM photo_marks WHERE photo_id = ${photoOf}`, [id]);
      }
      await client.query(`UPDATE photo_sketches SET compared_at = NULL WHERE photo_id = ${photoOf}`, [cutShort]);
    });
    const [photo] = await contest.db.query<{ name: string }>(
      'SELECT name_320 AS name FROM photos WHERE submission_id = $1',
      [lost],
    );
    await contest.store.delete(`derived/${photo?.name}`);
    expect(await contest.get(SweepPhotos).run()).toMatchObject({ compared: 0 });
    contest.clock.advance(SWEEP_TIMES.stuck + 1000);
    expect(await contest.get(SweepPhotos).run()).toMatchObject({ compared: 3 });
    expect(await contest.get(SweepPhotos).run()).toMatchObject({ compared: 0 });
    expect(await similarTo(old)).toMatchObject([{ submissionId: cutShort }]);
    expect(await similarTo(cutShort)).toMatchObject([{ submissionId: old }]);
    expect(await contest.get(FindLikenesses).run(lost)).toBe(false);
  });
});
