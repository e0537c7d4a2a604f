import { canonicalJson, exportedLink, observersBytes, toHex } from '@zuimei/domain';
import { AuditChain } from '@zuimei/identity';
import type { Queryable } from '@zuimei/persistence';
import { type ChainRow, ResultRepository } from '@zuimei/persistence/judging';
import type { Keystore } from '@zuimei/platform';
import { JudgingKeys } from '../judging-keys.js';
import { runningHead } from '../ledger/running-head.js';

/**
 * What observers verify a published bundle with: the chain of answers and the chain of staff's acts, as canonical JSON
 * in pieces. Its members stand in the order of their names, so each can be written as it is read.
 */
export async function* observersPackage(
  db: Queryable,
  {
    roundId,
    results,
    keys,
    audit,
    keystore,
  }: { roundId: string; results: ResultRepository; keys: JudgingKeys; audit: AuditChain; keystore: Keystore },
): AsyncGenerator<string> {
  await audit.linkRest();
  yield '{"audit":[';
  const acts = await audit.read(db);
  yield acts.map((act) => canonicalJson(exportedLink(act))).join(',');
  yield '],"chain":[';
  let last: ChainRow | undefined;
  for await (const page of results.chain(db, roundId)) {
    const links = page.map(({ seq, prev, hash, body }) => exportedLink({ seq, prev, hash, row: JSON.parse(body) }));
    yield (last && links.length > 0 ? ',' : '') + links.map(canonicalJson).join(',');
    last = page.at(-1) ?? last;
  }
  const lateAnswers = await results.lateCount(db, roundId);
  const ends = { roundId, lateAnswers, chain: runningHead(last), audit: runningHead(acts.at(-1)) };
  yield `],"format":"zuimei-observers-2","lateAnswers":${lateAnswers},"roundId":${canonicalJson(roundId)},"screens":{`;
  const publicName = keys.screenNames(roundId);
  let before = '';
  for await (const ids of results.answeredScreens(db, roundId)) {
    const names = ids.map((id) => `${canonicalJson(id)}:${canonicalJson(publicName(id))}`);
    yield (names.length > 0 ? before : '') + names.join(',');
    before = ',';
  }
  const signature = toHex(keystore.sign(observersBytes(ends)));
  yield `},"seal":${canonicalJson({ publicKey: toHex(keystore.publicKey), signature })},"unlinkedActs":0}`;
}
