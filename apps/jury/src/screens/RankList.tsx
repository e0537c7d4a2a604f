import { type ScreenView } from '@zuimei/contracts';
import { Icon } from '@zuimei/ui';
import { useRef, type PointerEvent } from 'react';
import { moved } from '../model/ranking.js';
import { entryName } from '../model/words.js';
import { photoOf } from '../session/photos.js';

interface RankListProps {
  entries: ScreenView['entries'];
  /** Best first. */
  order: readonly string[];
  onOrder: (order: readonly string[]) => void;
}

/** The places given so far: dragged by the handle, or moved by the buttons beside it, which do the same. */
export function RankList({ entries, order, onOrder }: RankListProps) {
  const list = useRef<HTMLOListElement>(null);
  const dragged = useRef<string | null>(null);
  const ranked = order.flatMap((id) => entries.find(({ entryId }) => entryId === id) ?? []);

  const drag = (event: PointerEvent) => {
    const id = dragged.current;
    if (!id) return;
    const items = [...(list.current?.children ?? [])].map((item) => item.getBoundingClientRect());
    const over = items.findIndex(({ top, bottom }) => event.clientY >= top && event.clientY <= bottom);
    if (over >= 0 && over !== order.indexOf(id)) onOrder(moved(order, id, over));
  };
  const drop = () => (dragged.current = null);
  if (ranked.length === 0) return <p className="ranks__none">还没有排名：点照片，先点的在前。</p>;
  return (
    <ol className="ranks" ref={list} aria-label="排名，最美的在前">
      {ranked.map(({ entryId, number, photo, ...rest }, at) => {
        const name = entryName(number);
        const step = (by: number) => () => onOrder(moved(order, entryId, at + by));
        return (
          <li key={entryId}>
            <span
              className="ranks__handle"
              aria-hidden="true"
              onPointerDown={(event) => {
                dragged.current = entryId;
                event.currentTarget.setPointerCapture?.(event.pointerId);
              }}
              onPointerMove={drag}
              onPointerUp={drop}
              onPointerCancel={drop}
            >
              <b>{at + 1}</b>
              <img src={photoOf({ entryId, number, photo, ...rest })} alt="" draggable={false} />
            </span>
            <span className="ranks__name">{name}</span>
            <button
              type="button"
              aria-label={`作品 ${name} 前移一名`}
              aria-disabled={at === 0 || undefined}
              onClick={step(-1)}
            >
              <Icon name="down" className="ranks__up" />
            </button>
            <button
              type="button"
              aria-label={`作品 ${name} 后移一名`}
              aria-disabled={at === ranked.length - 1 || undefined}
              onClick={step(1)}
            >
              <Icon name="down" />
            </button>
            <button
              type="button"
              aria-label={`作品 ${name} 不排了`}
              onClick={() => onOrder(order.filter((id) => id !== entryId))}
            >
              <Icon name="close" />
            </button>
          </li>
        );
      })}
    </ol>
  );
}
