import { KeyHint, Photo, StatusPill } from '@zuimei/ui';
import { type Likeness, likenessInWords, placeInWords, whoseInWords } from './likeness-words.js';

const MOST_SHOWN = 4;

interface LikenessesProps {
  similar: readonly Likeness[];
  editionKey: string;
  onOpen: (index: number) => void;
}

/** What was found alike, all at one crop; a press shows it beside the photo on the stage. */
export function Likenesses({ similar, editionKey, onOpen }: LikenessesProps) {
  if (similar.length === 0) return null;
  const more = similar.length - MOST_SHOWN;
  return (
    <section className="mod__similar" aria-label="相近的照片">
      <h3>
        相近的照片 <StatusPill tone="warn">{similar.length} 幅</StatusPill>
        <span className="mod__similar-key zm-caption">
          <KeyHint keyCap="C">并排看</KeyHint>
        </span>
      </h3>
      <ul>
        {similar.slice(0, MOST_SHOWN).map((other, index) => (
          <li key={other.submissionId}>
            <button type="button" onClick={() => onOpen(index)}>
              <Photo
                src={other.photo.src320}
                width={other.photo.width}
                height={other.photo.height}
                thumbhash={other.photo.thumbhash}
                alt=""
                retry="parent"
              />
              {other.pastWinner && (
                <span className="mod__won">
                  <StatusPill tone="seal">往期获奖</StatusPill>
                </span>
              )}
              <b>{likenessInWords(other)}</b>
              <span>{placeInWords(other, editionKey)}</span>
              <span>{whoseInWords(other)}</span>
              <span className="mod__title">《{other.title}》</span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="zm-caption">还有 {more} 幅，并排看时都在。</p>}
    </section>
  );
}
