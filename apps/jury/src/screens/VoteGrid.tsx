import { type ScreenView } from '@zuimei/contracts';
import { type PhotoState } from '@zuimei/ui';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useSize } from '../device/use-size.js';
import { present } from '../model/gone.js';
import { gridShape } from '../model/grid-shape.js';
import { type Shown, shownOf } from '../model/shown.js';
import { useGestures, type Point } from './use-gestures.js';
import { VoteCell } from './VoteCell.js';
import { Zoom } from './Zoom.js';

interface VoteGridProps {
  screen: ScreenView;
  picks: readonly string[];
  /** Entries that have left the contest. */
  gone: readonly string[];
  /** Picks are places: the first one picked is the best. */
  ranked?: boolean;
  label: string;
  onChoose: (entryId: string) => void;
  /** A double tap zooms: the selection is to be as before its first tap. */
  onRestore: (picks: readonly string[]) => void;
  onNotYet: () => void;
  /** Told how far the photos of the screen are. */
  onShown: (shown: Shown) => void;
  onConfirm: () => void;
}

const NO_FINGERS: ReadonlyMap<number, Point> = new Map();

/** The entries of one screen, all in sight or as a scrolling wall; arrows walk, space picks, enter confirms, Z looks closer. */
export function VoteGrid({
  screen,
  picks,
  gone,
  ranked = false,
  label,
  onChoose,
  onRestore,
  onNotYet,
  onShown,
  onConfirm,
}: VoteGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const { entries } = screen;
  const [current, setCurrent] = useState(entries[0]?.entryId);
  const [zoomed, setZoomed] = useState<{ entryId: string; fingers: ReadonlyMap<number, Point> } | null>(null);
  const photos = useRef(new Map<string, PhotoState>());
  const beforeTap = useRef<readonly string[]>(picks);
  const isPicked = ({ entryId }: { entryId: string }) => picks.includes(entryId);
  const shape = size && gridShape(entries.length, size.width, size.height);

  const cellOf = (entryId: string | undefined) =>
    box.current?.querySelector<HTMLElement>(`[data-entry="${entryId ?? ''}"]`);
  const gestures = useGestures({
    onPinch: (entryId, fingers) => setZoomed({ entryId, fingers }),
    onDoubleTap: (entryId) => {
      onRestore(beforeTap.current);
      setZoomed({ entryId, fingers: NO_FINGERS });
    },
  });

  const here = present(entries, gone);
  const report = () => onShown(shownOf(here.map(({ entryId }) => photos.current.get(entryId))));
  const latest = useRef({ picks, onChoose, onNotYet, onConfirm, report, columns: 1 });
  useEffect(() => {
    latest.current = { picks, onChoose, onNotYet, onConfirm, report, columns: shape?.columns ?? 1 };
  });
  const choose = useCallback((entryId: string) => {
    beforeTap.current = latest.current.picks;
    latest.current.onChoose(entryId);
  }, []);
  const notYet = useCallback(() => latest.current.onNotYet(), []);
  const photo = useCallback((entryId: string, state: PhotoState) => {
    photos.current.set(entryId, state);
    latest.current.report();
  }, []);
  useEffect(() => latest.current.report(), [gone]);
  const key = useCallback(
    (event: KeyboardEvent, entryId: string) => {
      const at = entries.findIndex((entry) => entry.entryId === entryId);
      const steps: Record<string, number> = {
        ArrowLeft: -1,
        ArrowRight: 1,
        ArrowUp: -latest.current.columns,
        ArrowDown: latest.current.columns,
        Home: -at,
        End: entries.length - 1 - at,
      };
      const step = steps[event.key];
      if (step !== undefined) {
        event.preventDefault();
        const next = entries[at + step];
        if (next) cellOf(next.entryId)?.focus();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        if (!event.repeat) latest.current.onConfirm();
      } else if (event.key === 'z' || event.key === 'Z') setZoomed({ entryId, fingers: NO_FINGERS });
    },
    [entries],
  );
  const close = useCallback(() => {
    setZoomed(null);
    setTimeout(() => cellOf(zoomed?.entryId)?.focus({ preventScroll: true }), 0);
  }, [zoomed]);

  // A keyboard that was on the last screen goes on with this one.
  useEffect(() => {
    if (document.activeElement === document.body) cellOf(entries[0]?.entryId)?.focus({ preventScroll: true });
    box.current?.scrollTo?.(0, 0);
  }, [entries]);

  // Two that stand beside each other, or the two that are picked, are looked at together.
  const pair = here.length === 2 ? here : picks.length === 2 ? here.filter(isPicked) : [];
  const looked = zoomed
    ? pair.some(({ entryId }) => entryId === zoomed.entryId)
      ? pair
      : here.filter((entry) => entry.entryId === zoomed.entryId)
    : [];
  return (
    <>
      <div
        ref={box}
        className="grid"
        data-fits={shape?.fits ?? true}
        role="group"
        aria-label={label}
        inert={looked.length > 0}
        {...gestures}
      >
        <div
          className="grid__cells"
          style={
            shape
              ? {
                  gridTemplateColumns: `repeat(${shape.columns}, ${shape.cell.width}px)`,
                  gridAutoRows: `${shape.cell.height}px`,
                }
              : undefined
          }
        >
          {shape &&
            entries.map((entry) => (
              <VoteCell
                key={entry.entryId}
                entry={entry}
                selected={isPicked(entry)}
                gone={gone.includes(entry.entryId)}
                place={ranked && isPicked(entry) ? picks.indexOf(entry.entryId) + 1 : null}
                current={entry.entryId === current}
                onChoose={choose}
                onNotYet={notYet}
                onPhoto={photo}
                onFocus={setCurrent}
                onKey={key}
              />
            ))}
        </div>
      </div>
      {looked.length > 0 && <Zoom entries={looked} fingers={zoomed?.fingers ?? NO_FINGERS} onClose={close} />}
    </>
  );
}
