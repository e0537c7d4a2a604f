import { useEffect, useState } from 'react';
import { editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { Button, EmptyState, Photo, Seal, figureInWords } from '@zuimei/ui';
import { type endpoints as Table, type Out } from '@zuimei/contracts';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';

type RevealView = Out<(typeof Table)['getReveal']>;

/** Third, second, first, at the host's pace: space goes on, backspace goes back. Everything is loaded before it begins. */
export function Reveal({ roundId }: { roundId: string }) {
  const reveal = useLoad(`reveal ${roundId}`, (signal) =>
    api.call(endpoints.getReveal, { params: { id: roundId } }, { signal }),
  );
  if (reveal.error) {
    return (
      <main className="screen screen--waiting">
        <EmptyState title={reveal.error} action={<Button onClick={() => void reveal.reload()}>重试</Button>}>
          第二个人确认结果以后，就可以揭晓。
        </EmptyState>
      </main>
    );
  }
  return reveal.data ? <Stage reveal={reveal.data} /> : null;
}

function Stage({ reveal }: { reveal: RevealView }) {
  // Place by place from the last; entries that share a place come one after the other.
  const order = [...reveal.items].sort((a, b) => b.rank - a.rank || b.number - a.number);
  const [step, setStep] = useState(-1);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const last = order.length - 1;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === ' ' || event.key === 'ArrowRight' || event.key === 'PageDown')
        setStep((old) => Math.min(last, old + 1));
      else if (event.key === 'Backspace' || event.key === 'ArrowLeft' || event.key === 'PageUp')
        setStep((old) => Math.max(-1, old - 1));
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [last]);
  const shown = order[step];
  const sources = [...new Set(order.flatMap(({ photo }) => photo?.src2048 ?? []))];
  return (
    <>
      <Preload sources={sources} onKept={(source) => setKept((old) => new Set([...old, source]))} />
      {shown ? (
        <main className="screen screen--reveal" key={shown.number}>
          <div className="reveal__photo">
            {shown.photo && (
              <Photo
                src={shown.photo.src2048}
                width={shown.photo.width}
                height={shown.photo.height}
                alt={shown.title}
                fit="whole"
                loading="eager"
              />
            )}
            <div className="reveal__by">
              <div>
                <b>{shown.maker}</b>
                <span>{shown.company}</span>
              </div>
              <p>
                作品 {entryNumberLabel(shown.number)}
                <br />
                {figureInWords(shown)}
              </p>
            </div>
          </div>
          <div className="reveal__side">
            <Seal>{shown.prize}</Seal>
            <h1 className="zm-vertical" aria-label={titleOf(shown)}>
              {[...titleOf(shown)].map((character, index) => (
                <span key={index} style={{ animationDelay: `${1.3 + index * 0.08}s` }} aria-hidden="true">
                  {character}
                </span>
              ))}
            </h1>
            <p className="reveal__foot">
              {reveal.theme}
              <br />
              {editionLabel(reveal.editionKey)}
            </p>
          </div>
        </main>
      ) : (
        <main className="screen screen--waiting">
          <h1>{reveal.theme}</h1>
          <p>{editionLabel(reveal.editionKey)}评审结果 · 按空格键揭晓</p>
          <p role="status">
            {kept.size < sources.length
              ? `正在取照片 ${kept.size} / ${sources.length}`
              : '照片都已在本机，断了网也能揭晓'}
          </p>
        </main>
      )}
    </>
  );
}

/** An entry whose author has taken the consent back keeps its place and nothing else. */
const titleOf = ({ photo, title }: RevealView['items'][number]) => (photo ? title : '作者已撤回');

/** Brings the pictures into memory, so that the reveal goes on when the network does not. */
function Preload({ sources, onKept }: { sources: readonly string[]; onKept: (source: string) => void }) {
  return (
    <div hidden>
      {sources.map((source) => (
        <img key={source} src={source} alt="" onLoad={() => onKept(source)} />
      ))}
    </div>
  );
}
