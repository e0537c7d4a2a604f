// Seats of a round with screens leased to them, written as rows: two thousand jurors who sit and wait for the moment.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { JudgingKeys } from '@zuimei/judging';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { newDevice } from './device.mjs';

const ENTRIES_A_SCREEN = 9;
const SCREENS_A_STATEMENT = 20_000;

/**
 * A juror's seat as its tablet knows it.
 * @typedef {object} Seat
 * @property {string} id
 * @property {string} roundId
 * @property {string} cookie   what opens the seat
 * @property {import('./device.mjs').Device} device
 * @property {{ id: string, entries: string[] }[]} screens leased and unanswered
 */

/**
 * Fills the round of `writeRound` with seats and screens.
 * @returns {Promise<Seat[]>}
 */
export async function writeSeats(client, { home, roundId, seats: count, screensEach }) {
  const keystore = openKeystore(loadConfig({ ZUIMEI_HOME: home }));
  const keys = new JudgingKeys(keystore);
  const devices = keystore.derive('http/devices');
  const { rows: entries } = await client.query(
    'SELECT entry_id AS id FROM round_entries WHERE round_id = $1 ORDER BY number',
    [roundId],
  );
  const seats = [];
  for (let i = 0; i < count; i++) {
    const [jurorId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
    seats.push({
      id: randomUUID(),
      passId: randomUUID(),
      jurorId,
      token,
      pseudonym: keys.pseudonym(roundId, jurorId),
      deckId: randomUUID(),
      device: newDevice(`T-${i + 1}`),
      screens: Array.from({ length: screensEach }, (_, n) => ({
        id: randomUUID(),
        entries: Array.from(
          { length: ENTRIES_A_SCREEN },
          (_, k) => entries[((i * screensEach + n) * 7919 + k * 37) % entries.length].id,
        ),
      })),
    });
  }
  await client.query('SET synchronous_commit = off');
  await writePeople(client, roundId, seats);
  await writeScreens(client, roundId, seats, screensEach);
  await client.query('VACUUM (ANALYZE) passes, seats, decks, screens');
  await client.query('CHECKPOINT');
  return seats.map(({ id, token, device, screens }) => ({
    id,
    roundId,
    cookie: `__Host-zm-seat=${token}; __Host-zm-device=${device.id}.${sealOf(devices, device.id)}`,
    device,
    screens,
  }));
}

/** As the door seals a device's cookie: a tablet that has sat there before shows one. */
const sealOf = (key, id) => createHmac('sha256', key).update(id).digest('base64url').slice(0, 22);

async function writePeople(client, roundId, seats) {
  const sha256 = (text) => createHash('sha256').update(text).digest();
  await client.query(
    `INSERT INTO passes (id, sitting_id, juror_id, alias, state, code_hmac, secret_hmac, code_counter, issued_at, activated_at)
     SELECT b.id, r.sitting_id, b.juror, 'J' || b.no, 'active', sha256(b.id::text::bytea), '', 0, now(), now()
       FROM rounds r, unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS b (id, juror, no) WHERE r.id = $1`,
    [roundId, seats.map((s) => s.passId), seats.map((s) => s.jurorId)],
  );
  await client.query(
    `INSERT INTO seats (id, pass_id, round_id, device_id, device_name, device_key, token_hash, delivery_hash, started_at, last_seen_at)
     SELECT b.id, b.pass, $1, b.device, b.name, b.key, b.token, sha256(b.token), now(), now()
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bytea[], $7::bytea[]) AS b (id, pass, device, name, token, key)`,
    [
      roundId,
      seats.map((s) => s.id),
      seats.map((s) => s.passId),
      seats.map((s) => s.device.id),
      seats.map((s) => s.device.name),
      seats.map((s) => sha256(s.token)),
      seats.map((s) => Buffer.from(s.device.key.publicKey, 'base64url')),
    ],
  );
  await client.query(
    `INSERT INTO decks (id, round_id, pseudonym, no, leased_at, expires_at)
     SELECT b.id, $1, b.pseudonym, b.no, now(), now() + interval '1 day'
       FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS b (id, pseudonym, no)`,
    [roundId, seats.map((s) => s.deckId), seats.map((s) => s.pseudonym)],
  );
}

async function writeScreens(client, roundId, seats, screensEach) {
  const seatsAtOnce = Math.max(1, Math.floor(SCREENS_A_STATEMENT / screensEach));
  for (let from = 0; from < seats.length; from += seatsAtOnce) {
    const rows = seats.slice(from, from + seatsAtOnce).flatMap(({ deckId, pseudonym, screens }, i) =>
      screens.map(({ id, entries }, n) => ({
        id,
        deckId,
        pseudonym,
        no: (from + i) * screensEach + n + 1,
        ordinal: n + 1,
        entries: `{${entries.join()}}`,
      })),
    );
    await client.query(
      `INSERT INTO screens (round_id, id, deck_id, pseudonym, no, ordinal, entry_ids)
       SELECT $1, b.id, b.deck, b.pseudonym, b.no, b.ordinal, b.entries::uuid[]
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[], $7::text[])
              AS b (id, deck, pseudonym, no, ordinal, entries)`,
      [
        roundId,
        ...['id', 'deckId', 'pseudonym', 'no', 'ordinal', 'entries'].map((name) => rows.map((row) => row[name])),
      ],
    );
  }
}
