import { useEffect, useRef } from 'react';
import { Button, Icon, SlowNote } from '@zuimei/ui';
import { limits } from '../model/voting.js';
import { roundTask } from '../model/words.js';
import { PickPicture, ReturnPicture, ZoomPicture } from './rule-pictures.js';
import { useSession, useSnapshot } from './session-context.js';
import { SyncChips } from './SyncChips.js';

/** 「您好，评审员 A017」 and the rules in three pictures, while the photos come. */
export function Welcome() {
  const session = useSession();
  const { seat, screensReady, reached, trouble, device, tablet } = useSnapshot();
  const waited = useRef(false);
  const state = seat?.round.state;
  const waits = state !== 'open' && state !== 'collecting';
  // Nobody can say it to a tablet without a network but the people in the hall.
  const unheard = state === 'ready' && reached === false && !!seat?.reserve && (tablet?.screens ?? 0) > 0;
  const there = (seat?.ballot.screens.length ?? 0) > 0;
  // Who has waited for the host begins with everybody else, without one more tap.
  useEffect(() => {
    if (waits) waited.current = true;
    else if (waited.current && there) void session.beginVoting();
  }, [waits, there, session]);
  if (!seat) return null;
  const { ballot, round, sitting } = seat;
  const { method } = round;
  const total = ballot.screens.length;
  const { most } = total > 0 ? limits(ballot) : { most: 3 };
  const single = method.kind === 'yes-no' || method.kind === 'score';
  return (
    <div className="room">
      <header className="bar">
        <b className="bar__brand">最美瞬间</b>
        <span className="bar__hall">
          {sitting.name} · {sitting.venue}
        </span>
        <div className="chips">
          {total > 0 ? (
            <span className="ready" data-state={screensReady === total ? 'ready' : 'preparing'}>
              <Icon name={screensReady === total ? 'check' : 'download'} />
              {screensReady === total ? '可离线投票' : '正在存照片'} {screensReady}/{total}
            </span>
          ) : (
            <SyncChips />
          )}
        </div>
        <span className="bar__device">平板 {device?.name}</span>
      </header>
      <main className="welcome">
        <h1>
          您好，评审员 <span className="welcome__alias">{seat.alias}</span>
        </h1>
        <p className="welcome__lead">
          {round.name}
          {round.expectedScreens > 1 && ` · 约 ${round.expectedScreens} 屏`}
          。看照片本身：谁拍的、有多少人选，这里都不显示。
        </p>
        <ol className="rules">
          <li>
            <PickPicture picked={most || 3} />
            <b>{roundTask(method)}</b>
            <span>
              {single ? '点一下就记下，下一屏马上来。拿不准就跳过。' : '点一下选中，再点一下取消。拿不准就跳过。'}
            </span>
          </li>
          <li>
            <ZoomPicture />
            <b>双指放大，细细看</b>
            <span>放大不算投票。照片没显示全，就不能选。</span>
          </li>
          <li>
            <ReturnPicture />
            <b>投完拿凭证，交还平板</b>
            <span>每一屏都先存在本机，没有网络也能投。</span>
          </li>
        </ol>
        <p className="welcome__wait" role="status">
          {waits && !unheard && '主持人还没有开放投票，开始后自动进入。'}
          {unheard && '没有网络，平板收不到开始的消息。听到主持人宣布开始，再点下面的按钮。'}
          {!waits && total === 0 && !ballot.last && (reached === false ? '没有网络，正在等连接…' : trouble)}
          {!waits && ballot.last && total === 0 && '这一轮您都投完了，没有更多作品要看。'}
        </p>
        {!waits && total === 0 && !ballot.last && reached !== false && <SlowNote>正在取第一批照片，请稍等。</SlowNote>}
        <div className="welcome__go">
          {ballot.last && total === 0 ? (
            <Button kind="primary" size="jury" wide onClick={() => void session.complete()}>
              拿投票凭证
            </Button>
          ) : unheard ? (
            <Button kind="primary" size="jury" wide iconEnd="next" onClick={() => void session.beginUnheard()}>
              主持人已宣布开始
            </Button>
          ) : (
            <Button
              kind={total > 0 && !waits ? 'primary' : 'plain'}
              size="jury"
              wide
              iconEnd="next"
              busy={total === 0 || waits ? (waits ? '等主持人开始…' : '正在准备题组…') : false}
              onClick={() => void session.beginVoting()}
            >
              开始投票
            </Button>
          )}
        </div>
      </main>
    </div>
  );
}
