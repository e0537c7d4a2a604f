import { type RoundView } from '@zuimei/contracts';
import { ROUND_STATE_LABELS } from '@zuimei/glossary';
import { Button, EmptyState, StatusPill } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { useEdition } from '../shell/edition.js';
import { Top } from '../shell/Top.js';
import '../sittings/sittings.css';

const COUNTED: readonly RoundView['state'][] = ['tallied', 'certified', 'published', 'corrected'];

/** The rounds of the edition that have been counted. */
export function ResultsPage() {
  const { edition } = useEdition();
  const sittings = useLoad(
    edition && `results ${edition.key}`,
    async (signal) =>
      (await api.call(endpoints.listSittings, { query: { edition: edition?.key ?? '' } }, { signal })).items,
  );
  const counted =
    sittings.data?.flatMap((sitting) =>
      sitting.rounds.filter(({ state }) => COUNTED.includes(state)).map((round) => ({ sitting, round })),
    ) ?? [];
  return (
    <>
      <Top title="结果与公布" />
      <div className="con-page">
        {sittings.error && (
          <EmptyState title={sittings.error} action={<Button onClick={() => void sittings.reload()}>重试</Button>} />
        )}
        {sittings.data && counted.length === 0 && (
          <EmptyState title="这一期还没有结果" lit={[0]}>
            本轮结束、计票以后，结果会在这里。
          </EmptyState>
        )}
        <ul className="sits">
          {counted.map(({ sitting, round }) => (
            <li key={round.id}>
              <Link href={`/results/${round.id}`}>
                <b>
                  {sitting.name} · {round.name}
                </b>
                <span className="zm-small">{sitting.venue}</span>
                <span>
                  <StatusPill tone={round.state === 'published' ? 'ok' : 'cloth'}>
                    {ROUND_STATE_LABELS[round.state].zh}
                  </StatusPill>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
