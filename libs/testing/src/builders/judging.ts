import type { RoundMethodView } from '@zuimei/contracts';
import { chainGenesis, type RoundState } from '@zuimei/domain';
import { createHash, randomUUID } from 'node:crypto';

/** Whatever runs SQL: a client, a pool or a transaction. */
export interface SqlRunner {
  query(sql: string, params?: unknown[]): Promise<unknown>;
}

export interface SeededAuthor {
  id: string;
  displayName: string;
  company: string | null;
}

export interface SeededEntry {
  id: string;
  number: number;
  authorId: string;
  company: string | null;
  photoSha256: string;
}

export interface SeededEdition {
  id: string;
  key: string;
  authors: SeededAuthor[];
  entries: SeededEntry[];
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Phones are never used by these rows, so any unique bytes do. */
const fakeHmac = (): Buffer => createHash('sha256').update(randomUUID()).digest();

/**
 * An edition whose photos were approved already: `entries` numbered entries by `authors` authors in turn (one author
 * each unless told), authors in turn from `companies`.
 */
export async function seedEdition(
  db: SqlRunner,
  {
    entries,
    authors = entries,
    companies = [null],
    key = '2026-11',
    rules = {},
  }: { entries: number; authors?: number; companies?: (string | null)[]; key?: string; rules?: object },
): Promise<SeededEdition> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO editions (id, contest_id, key, theme, theme_en, lead, collecting_from, collecting_until, judging_from,
                           rules, next_number, entry_count, created_at)
     SELECT $1, (SELECT id FROM contests), $2, '光与手', 'Light and hands', '', $3::timestamptz,
            $3::timestamptz + interval '20 days', $3::timestamptz + interval '25 days', $5::jsonb, $4 + 1, $4, $3`,
    [id, key, `${key}-01T00:00:00+08:00`, entries, JSON.stringify(rules)],
  );
  const seededAuthors: SeededAuthor[] = [];
  for (let i = 0; i < authors; i += 1) {
    const author = { id: randomUUID(), displayName: `作者${i + 1}`, company: companies[i % companies.length] ?? null };
    seededAuthors.push(author);
    await db.query(
      `INSERT INTO authors (id, phone_hmac, phone, phone_tail, display_name, company, created_at)
       VALUES ($1, $2, NULL, '0000', $3, $4, now())`,
      [author.id, fakeHmac(), author.displayName, author.company],
    );
  }
  const seeded: SeededEntry[] = [];
  for (let number = 1; number <= entries; number += 1) {
    const author = seededAuthors[(number - 1) % authors] as SeededAuthor;
    seeded.push(await seedEntry(db, id, number, author));
  }
  return { id, key, authors: seededAuthors, entries: seeded };
}

async function seedEntry(db: SqlRunner, editionId: string, number: number, author: SeededAuthor) {
  const [upload, submission, photo, entry] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const photoSha256 = sha256Hex(`photo ${entry}`);
  await db.query(
    `WITH upload AS (
       INSERT INTO uploads (id, author_id, edition_id, size, created_at) VALUES ($1, $5, $6, 1000, now()) RETURNING id
     ), submission AS (
       INSERT INTO submissions (id, edition_id, author_id, upload_id, client_key, title, story, place, recognisable,
                                consent_version, consented_at, consent_original, consent_no_secrets, state, state_at, received_at)
       SELECT $2, $6, $5, upload.id, $2, $7, '夜里十一点', '三号车间', 'nobody', '2026-11', now(), true, true, 'approved', now(), now()
         FROM upload RETURNING id
     ), photo AS (
       INSERT INTO photos (id, submission_id, original_key, original_sha256, mime, bytes, width, height, thumbhash,
                           phash, facts, name_320, name_1080, name_2048, derived_at)
       SELECT $3::uuid, submission.id, 'originals/' || $3::uuid, $8::text, 'image/jpeg', 1000, 1600, 1200, '1QcSHQRnh493V4dIh4eXh1h4kJUI',
              0, '{}', $8::text || '-320.webp', $8::text || '-1080.webp', $8::text || '-2048.webp', now()
         FROM submission RETURNING id
     )
     INSERT INTO entries (id, edition_id, submission_id, photo_id, number, state, created_at)
     SELECT $4, $6, submission.id, photo.id, $9, 'active', now() FROM submission, photo`,
    [upload, submission, photo, entry, author.id, editionId, `作品${number}`, photoSha256, number],
  );
  return { id: entry, number, authorId: author.id, company: author.company, photoSha256 };
}

export interface SeededRound {
  id: string;
  sittingId: string;
  method: RoundMethodView;
  entries: SeededEntry[];
}

/** A round of all entries of an edition in its own sitting, by the state it is to be in; with an empty chain. */
export async function seedRound(
  db: SqlRunner,
  edition: SeededEdition,
  {
    method = { kind: 'grid', size: 9, picks: 3 },
    state = 'open',
    winners = 3,
    seed = randomUUID(),
    sealed = false,
  }: { method?: RoundMethodView; state?: RoundState; winners?: number; seed?: string; sealed?: boolean } = {},
): Promise<SeededRound> {
  const [id, sittingId] = [randomUUID(), randomUUID()];
  await db.query(
    `INSERT INTO sittings (id, edition_id, name, venue, held_on, created_at)
     VALUES ($1, $2, '第一场', '东湖园区礼堂', '2026-11-28', now())`,
    [sittingId, edition.id],
  );
  await db.query(
    `INSERT INTO rounds (id, sitting_id, name, state, method, winners, planned_minutes, target_exposure, seed,
                         seed_commitment, tie_ladder, caps, exclude_own_company, all_entries, created_at,
                         opened_at)
     VALUES ($1, $2, '初评', $3, $4, $5, 25, 10, $6, $7, '["primary","head-to-head","distinct-jurors","shared"]',
             '{"perAuthor":null,"perCompany":null}', false, true, now(), now())`,
    [id, sittingId, state, JSON.stringify(method), winners, seed, sha256Hex(seed)],
  );
  await db.query(
    `INSERT INTO round_entries (round_id, entry_id, number, photo_sha256)
     SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[])`,
    [
      id,
      edition.entries.map((e) => e.id),
      edition.entries.map((e) => e.number),
      edition.entries.map((e) => e.photoSha256),
    ],
  );
  await db.query('INSERT INTO ledger_tips (round_id, seq, hash, sealed) VALUES ($1, 0, $2, $3)', [
    id,
    Buffer.from(chainGenesis()),
    sealed,
  ]);
  return { id, sittingId, method, entries: edition.entries };
}

export interface SeededScreen {
  id: string;
  pseudonym: string;
  ordinal: number;
  entryIds: string[];
}

/** Leases screens to pseudonyms by hand: `perJuror` screens each of `size` entries, taken in turn. */
export async function seedScreens(
  db: SqlRunner,
  round: SeededRound,
  { pseudonyms, perJuror, size = 9 }: { pseudonyms: readonly string[]; perJuror: number; size?: number },
): Promise<SeededScreen[]> {
  const screens: SeededScreen[] = [];
  let at = 0;
  for (const [j, pseudonym] of pseudonyms.entries()) {
    const deckId = randomUUID();
    await db.query(
      `INSERT INTO decks (id, round_id, pseudonym, no, leased_at, expires_at)
       VALUES ($1, $2, $3, $4, now(), now() + interval '10 minutes')`,
      [deckId, round.id, pseudonym, j + 1],
    );
    const own = Array.from({ length: perJuror }, (_, i): SeededScreen => {
      const entryIds = Array.from(
        { length: size },
        (__, k) => (round.entries[(at + k) % round.entries.length] as SeededEntry).id,
      );
      at += size;
      return { id: randomUUID(), pseudonym, ordinal: i + 1, entryIds };
    });
    for (const screen of own) {
      screens.push(screen);
      await db.query(
        `INSERT INTO screens (id, round_id, deck_id, pseudonym, no, ordinal, entry_ids)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [screen.id, round.id, deckId, pseudonym, screens.length, screen.ordinal, screen.entryIds],
      );
    }
  }
  return screens;
}
