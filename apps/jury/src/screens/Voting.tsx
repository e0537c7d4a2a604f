import { Button, Dialog, Progress } from '@zuimei/ui';
import { useEffect, useRef, useState } from 'react';
import { canGoBack, currentScreen, isAmending, ordinal } from '../model/ballot.js';
import { present } from '../model/gone.js';
import { type Shown } from '../model/shown.js';
import { limits, type Unchanged, type VoteEvent } from '../model/voting.js';
import { standing, task } from '../model/words.js';
import { photoOf } from '../session/photos.js';
import { AllAnswered } from './AllAnswered.js';
import { Choices, choicesOf } from './Choices.js';
import { Decision } from './Decision.js';
import { RankList } from './RankList.js';
import { useSession, useSnapshot } from './session-context.js';
import { SinglePhoto } from './SinglePhoto.js';
import { SyncChips } from './SyncChips.js';
import { VoteGrid } from './VoteGrid.js';

const SAID_MS = 2600;

/** One screen after another: one decision a tap, and nothing is shown that could sway it. */
export function Voting() {
  const session = useSession();
  const { seat, trouble, troubles, notice } = useSnapshot();
  const [said, setSaid] = useState<{ text: string; nth: number; shake: boolean } | null>(null);
  const [stopping, setStopping] = useState(false);
  const [shown, setShown] = useState<Shown>('waiting');
  const nth = useRef(0);
  const ballot = seat?.ballot;
  const screen = ballot && currentScreen(ballot);
  const next = ballot?.screens[ballot.cursor + 1];

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  // The next screen's photos are decoded while this one is looked at, so that it stands there at once.
  useEffect(() => {
    const images = (next?.entries ?? []).map((entry) => {
      const image = new Image();
      image.src = photoOf(entry);
      image.decode?.().catch(() => undefined);
      return image;
    });
    return () => images.forEach((image) => (image.src = ''));
  }, [next]);

  const say = (text: string, shake = false) => setSaid({ text, nth: ++nth.current, shake });
  const told = useRef(say);
  useEffect(() => {
    told.current = say;
  });
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => told.current(notice.text), 0);
    return () => clearTimeout(timer);
  }, [notice]);
  const act = (event: VoteEvent) => {
    void session.vote(event).then((unchanged: Unchanged | 'busy' | undefined) => {
      const { least, most } = ballot ? limits(ballot) : { least: 0, most: 0 };
      const picked = ballot?.picks.length ?? 0;
      if (unchanged === 'full') say(`已选 ${most} 幅了，先取消一幅再换`, true);
      else if (unchanged === 'nothing-before') say('只能改最近三屏');
      else if (unchanged === 'incomplete') say(`还差 ${least - picked} 幅`, true);
      else if (!unchanged) setSaid(null);
    });
  };
  const kind = ballot?.method.kind;
  const single = kind === 'yes-no' || kind === 'score' ? kind : null;
  const whole = shown === 'whole';
  const notYet = () => say('这幅照片还没显示全，请稍等');
  const confirm = (event: VoteEvent) => {
    if (whole) act(event);
    else say(shown === 'failed' ? '有照片没加载出来：点它重试，或换一屏' : '还有照片没显示全，请稍等', true);
  };
  const latest = useRef({ act, confirm, single });
  useEffect(() => {
    latest.current = { act, confirm, single };
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open], [role=dialog], [role=alertdialog]')) return;
      const pressed = event.key.toLowerCase();
      if (pressed === 'u') latest.current.act({ type: 'back' });
      if (pressed === 's') latest.current.act({ type: 'skip' });
      const one = latest.current.single;
      const choice = one && choicesOf(one, undefined).find(({ key: own }) => own === pressed);
      if (choice) latest.current.confirm(choice.event);
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);

  if (!seat || !ballot) return null;
  if (!screen) return <AllAnswered onBack={() => act({ type: 'back' })} />;

  const { least, most } = limits(ballot);
  const picked = ballot.picks.length;
  const complete = whole && picked >= least && picked <= most;
  const left = present(screen.entries, ballot.gone).length;
  const at = ordinal(ballot, seat.answeredBefore);
  const about = Math.max(at, seat.round.expectedScreens);
  const amending = isAmending(ballot);
  const collecting = seat.round.state === 'collecting';
  return (
    <div className="room">
      <header className="bar">
        <b className="bar__alias">评审员 {seat.alias}</b>
        {about > 1 && (
          <div className="progress">
            <span>
              第 <b>{at}</b> 屏 / 约 {about} 屏
            </span>
            <Progress value={(at - 1) / about} label="已看的屏" />
          </div>
        )}
        <span className="bar__task">
          {amending
            ? `正在改第 ${at} 屏`
            : collecting
              ? '主持人正在收票，请投完这几屏'
              : task(ballot.method, left, least, most)}
          {!amending && !collecting && '，双指可放大'}
        </span>
        <SyncChips />
      </header>
      <main className="stage" data-kind={kind}>
        <h1 className="zm-hidden">{seat.round.name}</h1>
        {single && screen.entries[0] && <SinglePhoto key={screen.id} entry={screen.entries[0]} onShown={setShown} />}
        {!single && (
          <VoteGrid
            key={screen.id}
            screen={screen}
            ranked={kind === 'rank'}
            picks={ballot.picks}
            gone={ballot.gone}
            label={task(ballot.method, left, least, most)}
            onChoose={(entryId) => act({ type: 'tap', entryId })}
            onRestore={(picks) => act({ type: 'restore', picks })}
            onNotYet={notYet}
            onShown={setShown}
            onConfirm={() => confirm({ type: 'confirm' })}
          />
        )}
        {kind === 'rank' && (
          <RankList
            entries={screen.entries}
            order={ballot.picks}
            onOrder={(picks) => act({ type: 'restore', picks })}
          />
        )}
      </main>
      <footer className="actions">
        <Decision icon="undo" off={!canGoBack(ballot)} onClick={() => act({ type: 'back' })}>
          改上一屏
        </Decision>
        <Decision icon="skip" onClick={() => act({ type: 'skip' })}>
          {shown === 'failed' ? '换一屏' : '跳过（拿不准）'}
        </Decision>
        <Decision onClick={() => setStopping(true)}>结束</Decision>
        {!single && (
          <p className="actions__said" role="status">
            {standing(picked, least, most)}
          </p>
        )}
        {!single && (
          <p key={said?.nth} className="actions__count" data-shake={said?.shake || undefined} aria-hidden="true">
            {said ? (
              said.text
            ) : (
              <>
                已选 <b>{picked}</b> / {most}
              </>
            )}
          </p>
        )}
        <p className="actions__said" role="alert" key={`alert-${said?.nth ?? 0}-${troubles}`}>
          {said?.text ?? trouble}
        </p>
        {single ? (
          <Choices kind={single} given={ballot.given[screen.id]?.answer} off={!whole} onChoose={confirm} />
        ) : (
          <Decision
            className="decision--go"
            ready={complete}
            off={!complete}
            iconEnd="next"
            onClick={() => confirm({ type: 'confirm' })}
          >
            {kind === 'rank'
              ? picked > 0
                ? `就这样排，共 ${picked} 名`
                : '就这样排'
              : `就选这 ${least === most ? least : picked || ''} 幅`}
          </Decision>
        )}
      </footer>
      {(trouble ?? (single && said?.text)) && (
        <p className="trouble" aria-hidden="true">
          {trouble ?? said?.text}
        </p>
      )}
      <Dialog
        open={stopping}
        title="先投到这里？"
        actions={
          <>
            <Button size="jury" onClick={() => setStopping(false)}>
              继续投
            </Button>
            <Button kind="primary" size="jury" onClick={() => void session.complete()}>
              完成，拿凭证
            </Button>
          </>
        }
      >
        <p>您已投的 {ballot.totals.seen} 屏都会计入，不用看完全部。完成以后，这张评审证在本轮不能再投。</p>
      </Dialog>
    </div>
  );
}
