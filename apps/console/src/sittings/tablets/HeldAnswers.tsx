import { type HeldView } from '@zuimei/contracts';
import { PROBLEM_TEXTS } from '@zuimei/glossary';
import { useEffect } from 'react';
import { Button } from '@zuimei/ui';
import { api, endpoints } from '../../data/api.js';
import { useAct } from '../../data/use-act.js';
import { useLoad } from '../../data/use-load.js';
import { mayRunHall, useSession } from '../../session/session.js';
import './tablets.css';

const REFRESH_MS = 10_000;

const REASONS: Record<HeldView['items'][number]['reason'], string> = {
  SCREEN_TAKEN: PROBLEM_TEXTS.SCREEN_TAKEN.zh,
  ENTRY_SEEN_TWICE: PROBLEM_TEXTS.ENTRY_SEEN_TWICE.zh,
  ENTRY_EXCLUDED: PROBLEM_TEXTS.ENTRY_EXCLUDED.zh,
  PASS_ON_PAPER: '评审员本轮用纸质选票，平板上的这次未计入。',
  PASS_REVOKED: '评审证在离线期间已作废，这次未计入。',
};

/** What came back from tablets without a network and could not be counted, and badges that were used twice. */
export function HeldAnswers({ roundId }: { roundId: string }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const params = { id: roundId };
  const held = useLoad(`held ${roundId}`, (signal) => api.call(endpoints.getHeld, { params }, { signal }));
  const { reload } = held;
  useEffect(() => {
    const timer = setInterval(() => void reload(), REFRESH_MS);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the round's own loader
  }, [roundId]);
  const view = held.data;
  if (!view || (view.answers === 0 && view.usedTwice.length === 0)) return null;
  const unseen = view.answers - view.acknowledged;
  const acknowledge = async () => {
    if (await act('正在记录…', () => api.call(endpoints.acknowledgeHeld, { params, body: {} }))) await reload();
  };
  return (
    <section className="tab__held">
      <h2 className="con-h2">
        离线作答 <span className="zm-caption">未计入 {view.answers} 屏</span>
      </h2>
      <ul className="tab__list">
        {view.items.map(({ alias, tablets, reason, answers }) => (
          <li key={`${alias} ${reason}`}>
            <b>{alias ?? '—'}</b> {tablets.join('、')}：{answers} 屏。{REASONS[reason]}
          </li>
        ))}
        {view.usedTwice.map(({ alias, tablets, reason }) => (
          <li key={alias}>
            <b>{alias}</b> {tablets.join('、')}：
            {reason === 'PASS_REVOKED'
              ? '作废之后又在离线平板上用过'
              : '同一张评审证在两台平板上用过，不重复的屏已合并'}
          </li>
        ))}
      </ul>
      {unseen > 0 && mayRunHall(staff) && (
        <p className="con-acts">
          <Button onClick={() => void acknowledge()} busy={busy}>
            已查看，{unseen} 屏不计入
          </Button>
          <span className="zm-small">结束本轮之前要先确认。</span>
        </p>
      )}
    </section>
  );
}
