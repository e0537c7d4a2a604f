import { type ScreenView } from '@zuimei/contracts';
import { Button } from '@zuimei/ui';
import { useEffect, useRef, useState } from 'react';
import { entryName } from '../model/words.js';
import { photoOf } from '../session/photos.js';
import { type Point } from './use-gestures.js';

const MOST = 6;

interface View {
  scale: number;
  x: number;
  y: number;
}

const WHOLE: View = { scale: 1, x: 0, y: 0 };

interface ZoomProps {
  /** One, or two to be compared: both are shown at the same place and size. */
  entries: readonly ScreenView['entries'][number][];
  /** Fingers that are down already when a pinch opened it. */
  fingers: ReadonlyMap<number, Point>;
  onClose: () => void;
}

const spread = ([a, b]: Point[]): { distance: number; middle: Point } | null =>
  a && b
    ? { distance: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
    : null;

/** The view after the point under `at` (from the middle of the screen) was enlarged by `factor`. */
const enlarge = (view: View, factor: number, at: Point): View => {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
};

/** No further than the edge of the photo. */
const hold = ({ scale, x, y }: View, { width, height }: DOMRect): View => {
  const [wide, high] = [(width * (scale - 1)) / 2, (height * (scale - 1)) / 2];
  return { scale, x: Math.min(wide, Math.max(-wide, x)), y: Math.min(high, Math.max(-high, y)) };
};

/** One photo as large as the screen, or two beside each other that move as one, to look at: nothing here votes. */
export function Zoom({ entries, fingers, onClose }: ZoomProps) {
  const names = entries.map(({ number }) => entryName(number));
  const [view, setView] = useState<View>(WHOLE);
  const down = useRef(new Map(fingers));
  const scale = useRef(1);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    scale.current = view.scale;
  }, [view]);

  useEffect(() => {
    const pinching = { now: down.current.size > 1 };
    const panes = () => [...(box.current?.children ?? [])].map((pane) => pane.getBoundingClientRect());
    const frame = () => panes()[0] ?? new DOMRect();
    /** From the middle of the photo that the point is on: both photos are enlarged there. */
    const fromMiddle = ({ x, y }: Point): Point => {
      const on = ({ left, right, top, bottom }: DOMRect) => x >= left && x <= right && y >= top && y <= bottom;
      const { left, top, width, height } = panes().find(on) ?? frame();
      return { x: x - left - width / 2, y: y - top - height / 2 };
    };
    const press = (event: PointerEvent) => down.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const move = (event: PointerEvent) => {
      const from = down.current.get(event.pointerId);
      if (!from) return;
      const before = spread([...down.current.values()]);
      const to = { x: event.clientX, y: event.clientY };
      down.current.set(event.pointerId, to);
      const after = spread([...down.current.values()]);
      setView((now) => {
        if (before && after) {
          pinching.now = true;
          return hold(enlarge(now, after.distance / before.distance, fromMiddle(after.middle)), frame());
        }
        return hold({ ...now, x: now.x + to.x - from.x, y: now.y + to.y - from.y }, frame());
      });
    };
    const lift = (event: PointerEvent) => {
      down.current.delete(event.pointerId);
      if (down.current.size > 0 || !pinching.now) return;
      pinching.now = false;
      // Pinched together again: the juror is done looking.
      if (scale.current < 1.05) onClose();
    };
    const zoomBy = (factor: number, at: Point) => setView((now) => hold(enlarge(now, factor, at), frame()));
    const wheel = (event: WheelEvent) =>
      zoomBy(Math.exp(-event.deltaY / 300), fromMiddle({ x: event.clientX, y: event.clientY }));
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
      if (event.key === '+' || event.key === '=') zoomBy(1.5, { x: 0, y: 0 });
      if (event.key === '-') zoomBy(1 / 1.5, { x: 0, y: 0 });
    };
    window.addEventListener('pointerdown', press);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', lift);
    window.addEventListener('pointercancel', lift);
    window.addEventListener('wheel', wheel, { passive: true });
    window.addEventListener('keydown', key);
    return () => {
      window.removeEventListener('pointerdown', press);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', lift);
      window.removeEventListener('pointercancel', lift);
      window.removeEventListener('wheel', wheel);
      window.removeEventListener('keydown', key);
    };
  }, [onClose]);

  return (
    <div
      className="zoom"
      role="dialog"
      aria-modal="true"
      aria-label={`${entries.length > 1 ? '并排比较' : '放大看'}作品 ${names.join('、')}`}
    >
      <div ref={box} className="zoom__photos">
        {entries.map((entry, i) => (
          <div key={entry.entryId} className="zoom__photo">
            <img
              src={photoOf(entry)}
              alt={`作品 ${names[i]}`}
              draggable={false}
              style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
            />
            {entries.length > 1 && <span className="zoom__name">{names[i]}</span>}
          </div>
        ))}
      </div>
      <div className="zoom__foot">
        <span>{entries.length > 1 ? '两幅一起放大' : names[0]}</span>
        <Button size="jury" icon="close" onClick={onClose} autoFocus>
          回到这一屏
        </Button>
      </div>
    </div>
  );
}
