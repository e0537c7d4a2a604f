import { canonicalJson, exportedLink, type ObserversPackage } from '@zuimei/domain';
import { AuditChain } from '@zuimei/identity';
import type { Queryable } from '@zuimei/persistence';
import { ResultRepository } from '@zuimei/persistence/judging';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { JudgingKeys } from '../judging-keys.js';

/** What observers verify a published bundle with: the chain of answers and the chain of staff's acts, as JSON. */
export async function observersPackage(
  db: Queryable,
  {
    roundId,
    results,
    keys,
    audit,
  }: { roundId: string; results: ResultRepository; keys: JudgingKeys; audit: AuditChain },
): Promise<string> {
  await audit.linkRest();
  const publicName = keys.screenNames(roundId);
  const screens: Record<string, string> = {};
  const chain: ReturnType<typeof exportedLink>[] = [];
  for await (const { seq, prev, hash, body } of results.chain(db, roundId)) {
    const row = JSON.parse(body) as LedgerRow;
    screens[row.screen.id] ??= publicName(row.screen.id);
    chain.push(exportedLink({ seq, prev, hash, row }));
  }
  const pack: ObserversPackage = {
    format: 'zuimei-observers-1',
    roundId,
    screens,
    chain,
    lateAnswers: await results.lateCount(db, roundId),
    audit: (await audit.read(db)).map(exportedLink),
    unlinkedActs: 0,
  };
  return canonicalJson(pack);
}
