import { type ScreenView } from '@zuimei/contracts';
import { Photo, type PhotoState } from '@zuimei/ui';
import { type ReactNode, useState } from 'react';
import { dropPhoto, photoOf } from '../session/photos.js';

interface EntryPhoto {
  photo: ReactNode;
  state: PhotoState;
  /** Fetches a photo that failed anew: the file that the tablet holds may be the damaged one. */
  retry(): void;
}

/** The photo of an entry as a juror sees it: whole, and in sight as soon as it can be. */
export function useEntryPhoto(entry: ScreenView['entries'][number]): EntryPhoto {
  const [state, setState] = useState<PhotoState>('waiting');
  const [attempt, setAttempt] = useState(0);
  const { width, height, thumbhash } = entry.photo;
  const photo = (
    <Photo
      src={photoOf(entry)}
      width={width}
      height={height}
      thumbhash={thumbhash}
      alt=""
      fit="whole"
      loading="eager"
      retry="parent"
      attempt={attempt}
      onState={setState}
    />
  );
  return { photo, state, retry: () => void dropPhoto(photoOf(entry)).then(() => setAttempt((n) => n + 1)) };
}
