// An open round of every entry there is, written as rows; gives its id.
import { randomUUID } from 'node:crypto';
import { chainGenesis } from '@zuimei/domain';

export async function writeRound(client, method = { kind: 'grid', size: 9, picks: 3 }) {
  const [sittingId, roundId] = [randomUUID(), randomUUID()];
  await client.query(
    `INSERT INTO sittings (id, edition_id, name, venue, held_on, created_at)
     SELECT $1, id, '现场评审会', '东湖园区礼堂', '2026-01-28', now() FROM editions`,
    [sittingId],
  );
  await client.query(
    `INSERT INTO rounds (id, sitting_id, name, state, method, winners, planned_minutes, target_exposure, seed,
                         seed_commitment, tie_ladder, caps, exclude_own_company, all_entries, created_at, opened_at)
     VALUES ($1, $2, '初评', 'open', $3, 30, 25, 40, 'measured', repeat('0', 64),
             '["primary","shared"]', '{"perAuthor":null,"perCompany":null}', false, true, now(), now())`,
    [roundId, sittingId, JSON.stringify(method)],
  );
  await client.query(
    `INSERT INTO round_entries (round_id, entry_id, number, photo_sha256)
     SELECT $1, e.id, e.number, p.original_sha256 FROM entries e JOIN photos p ON p.id = e.photo_id`,
    [roundId],
  );
  await client.query('INSERT INTO ledger_tips (round_id, seq, hash) VALUES ($1, 0, $2)', [roundId, chainGenesis()]);
  await client.query('VACUUM (ANALYZE)');
  return roundId;
}
