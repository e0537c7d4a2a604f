import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AuthorCaller } from '@zuimei/identity';
import { type EditionRow, insertUpload } from '@zuimei/persistence/contest';
import { aBrokenPng, anAuthor, anEdition, aPng } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { BeginUpload } from './begin-upload.use-case.js';
import { CreateSubmission } from './create-submission.use-case.js';
import { DiscardUpload } from './discard-upload.use-case.js';
import { FinishUpload } from './finish-upload.use-case.js';

jest.setTimeout(30_000);

describe('handing in a photo', () => {
  let contest: TestContest;
  let author: AuthorCaller;
  let create: CreateSubmission;
  let finish: FinishUpload;
  const png = aPng();
  let edition: EditionRow;

  beforeAll(async () => {
    contest = await openTestContest();
    edition = await anEdition('2026-11').withQuota(2).create(contest.unit);
    await anEdition('2026-10').closed().create(contest.unit);
    create = contest.get(CreateSubmission);
    finish = contest.get(FinishUpload);
  });
  afterAll(() => contest.close());
  beforeEach(async () => {
    author = await anAuthor().create(contest.unit);
  });

  const countOf = async (who: AuthorCaller): Promise<number> => {
    const rows = await contest.db.query('SELECT id FROM submissions WHERE author_id = $1', [who.authorId]);
    return rows.length;
  };

  it('commits when the words come after the last byte', async () => {
    const uploadId = await contest.uploaded(author, '2026-11', png);
    const made = await create.run(author, words({ uploadId, clientKey: randomUUID() }));
    expect(made).toMatchObject({
      ok: true,
      value: { state: 'received', submission: { state: 'received', photo: null } },
    });
    const id = made.ok ? made.value.submission?.id : undefined;
    expect(contest.jobs.asked).toContain(id);
    expect(await contest.actionsOn(id as string)).toEqual(['submission.received']);
  });

  it('commits when the last byte comes after the words', async () => {
    const uploadId = await contest.staged(author, '2026-11', png);
    const clientKey = randomUUID();
    const waiting = await create.run(author, words({ uploadId, clientKey }));
    expect(waiting).toEqual({ ok: true, value: { state: 'waiting-for-upload', submission: null } });
    expect(await countOf(author)).toBe(0);
    expect(await finish.run(author, uploadId)).toEqual({ ok: true, value: { finished: true } });
    expect(await countOf(author)).toBe(1);
    expect(await create.run(author, words({ uploadId, clientKey }))).toMatchObject({ value: { state: 'received' } });
  });

  it('makes exactly one of two deliveries of the words that race with the last byte', async () => {
    for (let round = 0; round < 5; round += 1) {
      const racer = await anAuthor().create(contest.unit);
      const uploadId = await contest.staged(racer, '2026-11', png);
      const body = words({ uploadId, clientKey: randomUUID() });
      const before = contest.jobs.asked.length;
      const all = await Promise.all([
        create.run(racer, body),
        finish.run(racer, uploadId),
        create.run(racer, body),
        finish.run(racer, uploadId),
      ]);
      expect(all.filter((result) => !result.ok)).toEqual([]);
      expect(await countOf(racer)).toBe(1);
      expect(contest.jobs.asked.length - before).toBe(1);
    }
  });

  it('never lets racing uploads exceed the quota', async () => {
    const uploads = [await contest.staged(author, '2026-11', png)];
    for (let i = 1; i < 5; i += 1) uploads.push(await contest.staged(author, '2026-11', aPng({ seed: i + 1 })));
    for (const uploadId of uploads) {
      expect(await create.run(author, words({ uploadId, clientKey: randomUUID() }))).toMatchObject({ ok: true });
    }
    const results = await Promise.all(uploads.map((uploadId) => finish.run(author, uploadId)));
    expect(await countOf(author)).toBe(2);
    const refused = results.filter((result) => !result.ok);
    expect(refused.map((result) => (result.ok ? null : result.error))).toEqual(
      Array(3).fill({ code: 'QUOTA_EXCEEDED', facts: { limit: 2, used: 2 } }),
    );
    // What was refused on its last byte left nothing behind.
    for (const [i, result] of results.entries()) {
      const uploadId = uploads[i] as string;
      expect(existsSync(contest.staging.path(uploadId))).toBe(result.ok);
      const rows = await contest.db.query('SELECT FROM uploads WHERE id = $1', [uploadId]);
      expect(rows).toHaveLength(result.ok ? 1 : 0);
    }
  });

  it('counts neither the withdrawn nor the unreadable', async () => {
    for (const state of ['withdrawn', 'unreadable']) {
      const uploadId = await contest.uploaded(author, '2026-11', png);
      await create.run(author, words({ uploadId, clientKey: randomUUID() }));
      await contest.unit.run((tx) =>
        tx.execute('UPDATE submissions SET state = $2 WHERE upload_id = $1', [uploadId, state]),
      );
    }
    const uploadId = await contest.uploaded(author, '2026-11', png);
    expect(await create.run(author, words({ uploadId, clientKey: randomUUID() }))).toMatchObject({ ok: true });
  });

  it('answers the same key with the same words as before and refuses it with others', async () => {
    const uploadId = await contest.uploaded(author, '2026-11', png);
    const body = words({ uploadId, clientKey: randomUUID() });
    const first = await create.run(author, body);
    expect(await create.run(author, { ...body, title: ` ${body.title} ` })).toEqual(first);
    for (const other of [{ title: '另一个题目' }, { uploadId: randomUUID() }, { recognisable: 'nobody' as const }]) {
      expect(await create.run(author, { ...body, ...other })).toMatchObject({ error: { code: 'CLIENT_KEY_REUSED' } });
    }
    expect(await create.run(author, { ...body, clientKey: randomUUID() })).toMatchObject({
      error: { code: 'CLIENT_KEY_REUSED' },
    });
    expect(await countOf(author)).toBe(1);
  });

  it('knows only one’s own uploads', async () => {
    const uploadId = await contest.uploaded(author, '2026-11', png);
    const stranger = await anAuthor().create(contest.unit);
    const refused = { ok: false, error: { code: 'UPLOAD_NOT_FOUND' } };
    expect(await create.run(stranger, words({ uploadId, clientKey: randomUUID() }))).toEqual(refused);
    expect(await contest.get(DiscardUpload).run(stranger, uploadId)).toEqual(refused);
    expect(await create.run(author, words({ uploadId: 'no-such-upload', clientKey: randomUUID() }))).toEqual(refused);
  });

  it('names every rule that the words break', async () => {
    const uploadId = await contest.uploaded(author, '2026-11', png);
    const body = words({ uploadId, clientKey: randomUUID() });
    const refused = await create.run(author, {
      ...body,
      title: '题'.repeat(31),
      recognisable: 'not-consented',
      consent: { ...body.consent, version: 'old', noSecrets: false },
    });
    expect(refused).toMatchObject({
      error: {
        code: 'TITLE_TOO_LONG',
        facts: { limit: 30, actual: 31 },
        errors: [
          { pointer: '/title', code: 'TITLE_TOO_LONG' },
          { pointer: '/recognisable', code: 'FACES_NOT_CLEARED' },
          { pointer: '/consent/noSecrets', code: 'SECRETS_NOT_CLEARED' },
          { pointer: '/consent/version', code: 'CONSENT_OUTDATED', facts: { version: '2026-12' } },
        ],
      },
    });
    expect(await create.run(author, body)).toMatchObject({ ok: true });
  });

  it('names each answer that is missing, and stores those that were given', async () => {
    const uploadId = await contest.uploaded(author, '2026-11', png);
    const body = words({ uploadId, clientKey: randomUUID() });
    const nothing = { version: '', original: false, noSecrets: false, district: true };
    const refused = await create.run(author, { ...body, recognisable: null, consent: nothing });
    expect(refused.ok ? [] : refused.error.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/recognisable', 'PORTRAIT_MISSING'],
      ['/consent/original', 'ORIGINALITY_MISSING'],
      ['/consent/noSecrets', 'SECRETS_NOT_CLEARED'],
      ['/consent/version', 'CONSENT_MISSING'],
    ]);
    const made = await create.run(author, { ...body, consent: { ...body.consent, district: true } });
    const at = contest.clock.now().toISOString();
    expect(made).toMatchObject({
      value: {
        submission: {
          recognisable: 'self',
          consent: { version: '2026-12', at, original: true, noSecrets: true, district: true },
          district: null,
        },
      },
    });
    // The same key with another answer is another content.
    expect(await create.run(author, body)).toMatchObject({ error: { code: 'CLIENT_KEY_REUSED' } });
  });

  it('refuses an upload that could come to nothing before its first byte', async () => {
    const begin = contest.get(BeginUpload);
    const tryIt = async (editionKey: string, size: number) => {
      const begun = await begin.run(author, { editionKey, size });
      return begun.ok ? 'begun' : begun.error.code;
    };
    expect(await tryIt('2026-10', 1000)).toBe('EDITION_NOT_COLLECTING');
    expect(await tryIt('2031-01', 1000)).toBe('EDITION_NOT_COLLECTING');
    expect(await tryIt('2026-11', 0)).toBe('EMPTY');
    expect(await tryIt('2026-11', 30 * 1024 * 1024 + 1)).toBe('TOO_LARGE');
    expect(await tryIt('2026-11', 30 * 1024 * 1024)).toBe('begun');
    // All that is known before the first byte is said at once.
    const all = await begin.run(author, { editionKey: '2026-10', size: 0 });
    expect(all.ok ? [] : all.error.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/file', 'EDITION_NOT_COLLECTING'],
      ['/file', 'EMPTY'],
    ]);
  });

  it('names every rule that a picture breaks, and the formats that the edition takes', async () => {
    const strict = { photoTypes: ['jpeg', 'heic'], maxBytes: 1000, minShortSide: 600, maxAspect: 3 };
    await contest.unit.run((tx) =>
      tx.execute(`UPDATE editions SET rules = rules || $1 WHERE key = '2026-11'`, [JSON.stringify(strict)]),
    );
    try {
      const bytes = aPng({ width: 1000, height: 100 });
      // Begun while it was allowed: the rules of the last byte count.
      const uploadId = randomUUID();
      await contest.unit.run((tx) =>
        insertUpload(tx, {
          id: uploadId,
          authorId: author.authorId,
          editionId: edition.id,
          size: bytes.length,
          createdAt: new Date(),
        }),
      );
      await writeFile(contest.staging.path(uploadId), bytes);
      const refused = await finish.run(author, uploadId);
      expect(refused).toMatchObject({ error: { code: 'TOO_LARGE', facts: { limit: 1000, actual: bytes.length } } });
      expect(refused.ok ? [] : refused.error.errors).toEqual([
        expect.objectContaining({ pointer: '/file', code: 'TOO_LARGE' }),
        expect.objectContaining({ code: 'UNSUPPORTED_TYPE', facts: { found: 'png', accepted: ['JPEG', 'HEIC'] } }),
        expect.objectContaining({ code: 'TOO_SMALL', facts: expect.objectContaining({ limit: 600, actual: 100 }) }),
        expect.objectContaining({ code: 'BAD_ASPECT', facts: expect.objectContaining({ limit: 3 }) }),
      ]);
    } finally {
      await contest.unit.run((tx) => tx.execute(`UPDATE editions SET rules = '{"quota": 2}' WHERE key = '2026-11'`));
    }
  });

  it('keeps nothing of a file that is no photo by its content', async () => {
    for (const [bytes, code] of [
      [Buffer.from('照片.jpg 其实是一段文字'), 'UNSUPPORTED_TYPE'],
      [aPng({ width: 400, height: 300 }), 'TOO_SMALL'],
    ] as const) {
      const uploadId = await contest.staged(author, '2026-11', bytes);
      await create.run(author, words({ uploadId, clientKey: randomUUID() }));
      expect(await finish.run(author, uploadId)).toMatchObject({ ok: false, error: { code } });
      expect(existsSync(contest.staging.path(uploadId))).toBe(false);
      expect(await contest.db.query('SELECT FROM uploads WHERE id = $1', [uploadId])).toEqual([]);
    }
    expect(await countOf(author)).toBe(0);
    // Only a decoder can tell that this one is broken, and none runs while the author waits.
    expect(await contest.uploaded(author, '2026-11', aBrokenPng())).toEqual(expect.any(String));
  });

  it('takes a last byte that is an hour late, and none later, for words that came in time', async () => {
    const now = contest.clock.now();
    const begun = [await contest.staged(author, '2026-11', png), await contest.staged(author, '2026-11', png)];
    for (const uploadId of begun) await create.run(author, words({ uploadId, clientKey: randomUUID() }));
    const [deadline] = await contest.db.query<{ at: Date }>(
      `SELECT collecting_until AS at FROM editions WHERE key = '2026-11'`,
    );
    const after = (minutes: number) => new Date((deadline?.at.getTime() ?? 0) + minutes * 60_000);
    try {
      contest.clock.set(after(59));
      expect(await finish.run(author, begun[0] as string)).toMatchObject({ ok: true });
      contest.clock.set(after(61));
      expect(await finish.run(author, begun[1] as string)).toMatchObject({ error: { code: 'EDITION_NOT_COLLECTING' } });
      const late = words({ uploadId: begun[1] as string, clientKey: randomUUID() });
      expect(await create.run(author, late)).toMatchObject({ error: { code: 'EDITION_NOT_COLLECTING' } });
    } finally {
      contest.clock.set(now);
    }
  });

  it('does not give up what was handed in, only what was not', async () => {
    const discard = contest.get(DiscardUpload);
    const [kept, dropped] = [
      await contest.uploaded(author, '2026-11', png),
      await contest.uploaded(author, '2026-11', png),
    ];
    await create.run(author, words({ uploadId: kept, clientKey: randomUUID() }));
    expect(await discard.run(author, kept)).toMatchObject({ error: { code: 'MOVE_NOT_ALLOWED' } });
    expect(await discard.run(author, dropped)).toEqual({ ok: true, value: null });
  });
});
