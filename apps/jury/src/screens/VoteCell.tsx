import { type ScreenView } from '@zuimei/contracts';
import { Icon, type PhotoState } from '@zuimei/ui';
import { memo, useEffect, useState, type KeyboardEvent } from 'react';
import { isWhole } from '../model/shown.js';
import { entryName } from '../model/words.js';
import { useEntryPhoto } from './use-entry-photo.js';

/** A sentence stands in the cell only when the photo takes longer than this. */
const SLOW_MS = 700;

interface VoteCellProps {
  entry: ScreenView['entries'][number];
  selected: boolean;
  /** It has left the contest: its photo is not shown any more and cannot be picked. */
  gone?: boolean;
  /** Its place in the juror's order, from 1; null where places are not asked for. */
  place?: number | null;
  /** The one cell that Tab reaches. */
  current: boolean;
  /** Tapped, or chosen by key; only when the whole photo is shown. */
  onChoose: (entryId: string, byKey: boolean) => void;
  /** Tapped while the photo is not whole. */
  onNotYet: () => void;
  /** How far its photo is. */
  onPhoto: (entryId: string, state: PhotoState) => void;
  onFocus: (entryId: string) => void;
  onKey: (event: KeyboardEvent, entryId: string) => void;
}

/** One photo with its gutter: number, box or tick. Frame and gutter stand there unselected too, so nothing moves. */
export const VoteCell = memo(function VoteCell(props: VoteCellProps) {
  const { entry, selected, gone = false, place = null, current } = props;
  const { onChoose, onNotYet, onPhoto, onFocus, onKey } = props;
  const { photo, state, retry } = useEntryPhoto(entry);
  const [slow, setSlow] = useState(false);
  const number = entryName(entry.number);
  const whole = isWhole(state);

  useEffect(() => onPhoto(entry.entryId, state), [entry.entryId, state, onPhoto]);
  useEffect(() => {
    if (state !== 'waiting') return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [state]);

  const choose = (byKey: boolean) => {
    if (gone) return;
    if (whole) onChoose(entry.entryId, byKey);
    else if (state === 'failed') retry();
    else onNotYet();
  };
  return (
    <div
      className="cell"
      data-entry={entry.entryId}
      data-on={selected || undefined}
      data-gone={gone || undefined}
      role="checkbox"
      aria-checked={selected}
      aria-disabled={gone || state === 'waiting' || undefined}
      aria-label={
        gone
          ? `作品 ${number}，已撤下`
          : state === 'failed'
            ? `作品 ${number}，照片没加载出来，点一下重试`
            : whole
              ? `作品 ${number}${place === null ? '' : `，第 ${place} 名`}`
              : `作品 ${number}，照片还没显示全`
      }
      tabIndex={current ? 0 : -1}
      onFocus={() => onFocus(entry.entryId)}
      onClick={() => choose(false)}
      onKeyDown={(event) => {
        if (event.key === ' ') {
          event.preventDefault();
          if (!event.repeat) choose(true);
        } else onKey(event, entry.entryId);
      }}
    >
      <span className="cell__gutter" aria-hidden="true">
        <span>{number}</span>
        {place !== null ? (
          <b className="cell__place">{place}</b>
        ) : selected ? (
          <Icon name="check" className="cell__tick" />
        ) : (
          <i className="cell__box" />
        )}
      </span>
      <span className="cell__photo">
        {gone ? <span className="cell__gone">已撤下</span> : photo}
        {!gone && slow && state === 'waiting' && (
          <span className="cell__wait">
            照片还没显示全
            <br />
            暂时不能选
          </span>
        )}
      </span>
    </div>
  );
});
