import { useRef, type MouseEvent, type PointerEvent } from 'react';

export interface Point {
  x: number;
  y: number;
}

const DOUBLE_TAP_MS = 300;
/** A finger that wanders further than this has not tapped. */
const TAP_SLOP = 16;
/** After a pinch, late clicks of its fingers are no taps. */
const AFTER_PINCH_MS = 350;

interface Gestures {
  onPinch: (entryId: string, fingers: ReadonlyMap<number, Point>) => void;
  onDoubleTap: (entryId: string) => void;
}

const entryAt = (target: EventTarget): string | null =>
  (target as Element).closest?.<HTMLElement>('[data-entry]')?.dataset['entry'] ?? null;

/**
 * Tells looking closer from voting. A tap votes at once; two fingers or a second tap on the same photo zoom. The click
 * of anything that was no plain tap is swallowed before it reaches a cell.
 */
export function useGestures({ onPinch, onDoubleTap }: Gestures) {
  const fingers = useRef(new Map<number, Point>());
  const started = useRef<Point>({ x: 0, y: 0 });
  const pinched = useRef(false);
  const quietUntil = useRef(0);
  const lastTap = useRef<{ entryId: string; at: number } | null>(null);

  const lift = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
    if (fingers.current.size > 0 || !pinched.current) return;
    pinched.current = false;
    quietUntil.current = event.timeStamp + AFTER_PINCH_MS;
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      // A first finger that comes down anew cannot stand beside one whose end was missed.
      if (event.isPrimary) {
        fingers.current.clear();
        pinched.current = false;
        started.current = { x: event.clientX, y: event.clientY };
      }
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const entryId = entryAt(event.target);
      if (fingers.current.size < 2 || pinched.current || !entryId) return;
      pinched.current = true;
      lastTap.current = null;
      onPinch(entryId, new Map(fingers.current));
    },
    onPointerMove: (event: PointerEvent) => {
      if (fingers.current.has(event.pointerId))
        fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onClickCapture: (event: MouseEvent) => {
      const entryId = entryAt(event.target);
      if (!entryId || event.detail === 0) return; // by keyboard or by a screen reader
      const { x, y } = started.current;
      const wandered = Math.hypot(event.clientX - x, event.clientY - y) > TAP_SLOP;
      if (pinched.current || wandered || event.timeStamp < quietUntil.current) return event.stopPropagation();
      const before = lastTap.current;
      if (before?.entryId === entryId && event.timeStamp - before.at < DOUBLE_TAP_MS) {
        lastTap.current = null;
        event.stopPropagation();
        onDoubleTap(entryId);
      } else lastTap.current = { entryId, at: event.timeStamp };
    },
  };
}
