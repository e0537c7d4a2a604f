import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '@zuimei/persistence';
import { findPhotoToCompare, recordLikenesses } from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';

describe('telling two photos apart over HTTP', () => {
  let test: TestApp;
  let moderator: Visitor;
  let near: readonly [BuiltSubmission, BuiltSubmission];
  let same: readonly [BuiltSubmission, BuiltSubmission];

  beforeAll(async () => {
    test = await startTestApp();
    moderator = await test.staff('moderator');
    const unit = test.app.get(UnitOfWork, { strict: false });
    const edition = await anEdition('2026-11').create(unit);
    const author = await anAuthor().create(unit);
    const handedIn = () => aSubmission().by(author).to(edition);
    const alike = async (one: BuiltSubmission, other: BuiltSubmission) => {
      await unit.run(async (tx) => {
        const [photoId, otherId] = await Promise.all(
          [one, other].map(async ({ id }) => (await findPhotoToCompare(tx, id))?.photoId ?? ''),
        );
        await recordLikenesses(tx, photoId ?? '', [{ photoId: otherId ?? '', likeness: 0.97 }], test.clock.now());
      });
      return [one, other] as const;
    };
    near = await alike(await handedIn().create(unit), await handedIn().create(unit));
    const sha256 = 'ef'.repeat(32);
    same = await alike(await handedIn().ofBytes(sha256).create(unit), await handedIn().ofBytes(sha256).create(unit));
  });
  afterAll(() => test.close());

  const pathOf = (id: string) => `/v1/submissions/${id}/tell-apart`;
  const answerTo = async (who: Visitor, id: string, body: unknown) => {
    const reply = await who.send('POST', pathOf(id), body);
    return [reply.statusCode, reply.json().code];
  };
  const similarOf = async ({ id }: BuiltSubmission) => {
    const { items } = await moderator.expect<{ items: { id: string; similar: unknown[] }[] }>(
      200,
      'GET',
      '/v1/moderation/submissions?edition=2026-11',
    );
    return items.find((item) => item.id === id)?.similar;
  };

  it('is for moderators and organizers alone', async () => {
    const body = { otherId: near[1].id };
    for (const who of [test.visitor(), await test.author()])
      expect(await answerTo(who, near[0].id, body)).toEqual([401, 'UNAUTHENTICATED']);
    for (const role of ['host', 'observer'] as const)
      expect(await answerTo(await test.staff(role), near[0].id, body)).toEqual([403, 'FORBIDDEN']);
    expect(await similarOf(near[0])).toHaveLength(1);
  });

  it('names what is wrong with an id, a body and a pair', async () => {
    const other = { otherId: near[1].id };
    expect(await answerTo(moderator, 'no-uuid', other)).toEqual([400, 'VALIDATION_FAILED']);
    for (const body of [{}, { otherId: 'no-uuid' }, { ...other, more: 1 }])
      expect(await answerTo(moderator, near[0].id, body)).toEqual([400, 'VALIDATION_FAILED']);
    expect(await answerTo(moderator, randomUUID(), other)).toEqual([404, 'NOT_FOUND']);
    expect(await answerTo(moderator, near[0].id, { otherId: randomUUID() })).toEqual([404, 'NOT_FOUND']);
    // Not found alike, and not alike with itself.
    expect(await answerTo(moderator, near[0].id, { otherId: same[0].id })).toEqual([404, 'NOT_FOUND']);
    expect(await answerTo(moderator, near[0].id, { otherId: near[0].id })).toEqual([404, 'NOT_FOUND']);
    expect(await similarOf(near[0])).toHaveLength(1);
  });

  it('refuses for one file, from either side', async () => {
    expect(await answerTo(moderator, same[0].id, { otherId: same[1].id })).toEqual([409, 'SAME_BYTES']);
    expect(await answerTo(moderator, same[1].id, { otherId: same[0].id })).toEqual([409, 'SAME_BYTES']);
    expect(await similarOf(same[0])).toMatchObject([{ kind: 'same-bytes', submissionId: same[1].id }]);
  });

  it('takes the pair from both photos, also when it is said twice', async () => {
    expect(await similarOf(near[1])).toMatchObject([{ kind: 'near', submissionId: near[0].id }]);
    const organizer = await test.staff('organizer');
    for (const who of [moderator, organizer])
      expect(await who.expect(200, 'POST', pathOf(near[0].id), { otherId: near[1].id })).toMatchObject({
        id: near[0].id,
        similar: [],
      });
    expect(await similarOf(near[1])).toEqual([]);
  });
});
