import { type ScreenView } from '@zuimei/contracts';
import { useCallback, useEffect, useState } from 'react';
import { type Shown, shownOf } from '../model/shown.js';
import { entryName } from '../model/words.js';
import { useEntryPhoto } from './use-entry-photo.js';
import { useGestures, type Point } from './use-gestures.js';
import { Zoom } from './Zoom.js';

interface SinglePhotoProps {
  entry: ScreenView['entries'][number];
  /** Told how far the photo is. */
  onShown: (shown: Shown) => void;
}

const NO_FINGERS: ReadonlyMap<number, Point> = new Map();

/** One photo as large as it can be; Z, a double tap or two fingers look closer. What is decided stands below it. */
export function SinglePhoto({ entry, onShown }: SinglePhotoProps) {
  const { photo, state, retry } = useEntryPhoto(entry);
  const [zoomed, setZoomed] = useState<ReadonlyMap<number, Point> | null>(null);
  const close = useCallback(() => setZoomed(null), []);
  const gestures = useGestures({
    onPinch: (_entryId, fingers) => setZoomed(fingers),
    onDoubleTap: () => setZoomed(NO_FINGERS),
  });
  const shown = shownOf([state]);
  useEffect(() => onShown(shown), [shown, onShown]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if ((event.key === 'z' || event.key === 'Z') && !document.querySelector('dialog[open]')) setZoomed(NO_FINGERS);
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
  const number = entryName(entry.number);
  return (
    <>
      <div className="single" inert={zoomed !== null} {...gestures}>
        <button
          type="button"
          className="single__photo"
          data-entry={entry.entryId}
          aria-label={state === 'failed' ? `作品 ${number}，照片没加载出来，点一下重试` : `作品 ${number}，放大看`}
          onClick={(event) => {
            if (state === 'failed') retry();
            // A finger looks closer by two taps or two fingers; a keyboard by this.
            else if (event.detail === 0) setZoomed(NO_FINGERS);
          }}
        >
          {photo}
        </button>
        <p className="single__number" aria-hidden="true">
          {number}
        </p>
      </div>
      {zoomed && <Zoom entries={[entry]} fingers={zoomed} onClose={close} />}
    </>
  );
}
