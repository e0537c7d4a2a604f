import '@zuimei/ui/styles.css';
import { useEffect, useState } from 'react';
import { type TurnoutView } from '@zuimei/contracts';
import { ToastHost } from '@zuimei/ui';
import { api, endpoints, isProblem } from '../data/api.js';
import { SignedIn } from '../session/SignedIn.js';
import { Reveal } from './Reveal.js';
import { Turnout } from './Turnout.js';
import './screen.css';

const RETRY_MS = 3000;

/** 大屏: turnout and countdown for everybody; the reveal for a signed-in host once the result is certified. */
export function ScreenApp() {
  const [fixed] = useState(() => new URLSearchParams(location.search).get('round'));
  const [roundId, setRoundId] = useState(fixed);
  const [wantsReveal] = useState(() => new URLSearchParams(location.search).has('reveal'));
  const [turnout, setTurnout] = useState<TurnoutView>();
  const [lost, setLost] = useState(false);

  useEffect(() => {
    document.documentElement.dataset.room = 'dark';
    document.documentElement.dataset.screen = '';
    document.title = '大屏 · 最美瞬间';
  }, []);
  useEffect(() => {
    if (fixed) return;
    // The hall goes on to a next round or a run-off, and the screen with it.
    const ask = async () => {
      try {
        setRoundId((await api.call(endpoints.getHall)).roundId);
      } catch (error) {
        if (!isProblem(error)) throw error;
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), RETRY_MS);
    return () => clearInterval(timer);
  }, [fixed]);
  useEffect(() => {
    if (!roundId || wantsReveal) return;
    return api.subscribe(endpoints.streamTurnout, { params: { id: roundId } }, setTurnout, {
      onState: (state) => setLost(state === 'lost'),
    });
  }, [roundId, wantsReveal]);

  if (wantsReveal && roundId) {
    return (
      <div className="screen-gate" data-room={undefined}>
        <SignedIn notice="大屏揭晓要由主持人或组织者登录。">
          <Reveal roundId={roundId} />
        </SignedIn>
        <ToastHost />
      </div>
    );
  }
  if (!turnout) {
    return (
      <main className="screen screen--waiting">
        <h1>最美瞬间</h1>
        <p>{roundId ? '正在连接…' : '评审还没有开始'}</p>
      </main>
    );
  }
  return <Turnout turnout={turnout} lost={lost} />;
}
