import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../status/Icon.js';
import { Thumbhash } from './Thumbhash.js';
import './photo.css';

/** What stands in the box: coarse colours, a picture that is getting sharp, the whole picture, or a way to try again. */
export type PhotoState = 'waiting' | 'developing' | 'sharp' | 'failed';

export interface PhotoProps {
  src: string;
  srcSet?: string;
  sizes?: string;
  /** Pixels of the upright picture; the box takes its shape from them, so nothing moves when it arrives. */
  width: number;
  height: number;
  /** Title and the story's first sentence on the portal; only 「作品 0417」 before a juror. Empty for decoration. */
  alt: string;
  /** Base64 of the bytes of a ThumbHash. */
  thumbhash?: string | null;
  /** `whole` shows all of it on the ground of the box; `cover` fills a box whose shape the caller's CSS gives. */
  fit?: 'whole' | 'cover';
  /** With `cover`: the point that stays in the picture, in per cent from left and top. */
  focus?: readonly [x: number, y: number];
  /** `eager` for what is in the first screenful. */
  loading?: 'lazy' | 'eager';
  /** Without its own button, for a photo inside another control: the parent offers the retry and raises `attempt`. */
  retry?: 'button' | 'parent';
  /** Raise it to load again. */
  attempt?: number;
  /** Called on each change of state; `sharp` comes only after the whole picture was decoded. */
  onState?: (state: PhotoState) => void;
  className?: string;
  /** Stands over the picture: a seal, or a link `<a className="zm-cover" href=… aria-label=…>`. */
  children?: ReactNode;
}

const DEVELOP_MS = 900;

/** A photograph: never rounded, never shadowed, in a box that keeps its size through all four states. */
export function Photo(props: PhotoProps) {
  const [own, setOwn] = useState(0);
  const attempt = own + (props.attempt ?? 0);
  // A new source or a new attempt is a new photo with its own states.
  return <Developing key={`${props.src}#${attempt}`} {...props} again={() => setOwn((n) => n + 1)} />;
}

function Developing({
  src,
  srcSet,
  sizes,
  width,
  height,
  alt,
  thumbhash,
  fit = 'cover',
  focus,
  loading = 'lazy',
  retry = 'button',
  onState,
  className,
  children,
  again,
}: PhotoProps & { again: () => void }) {
  const [state, setState] = useState<PhotoState>('waiting');
  const image = useRef<HTMLImageElement>(null);
  const report = useRef(onState);
  useEffect(() => {
    report.current = onState;
  });
  useEffect(() => {
    report.current?.(state);
  }, [state]);

  const arrived = async (fromMemory: boolean) => {
    try {
      // `load` says the bytes are here; only `decode` says that the pixels are.
      await image.current?.decode?.();
      setState((now) => (now !== 'waiting' ? now : fromMemory ? 'sharp' : 'developing'));
    } catch {
      setState('failed');
    }
  };
  useEffect(() => {
    const element = image.current;
    if (element?.complete && element.naturalWidth > 0) void arrived(true);
  }, []);
  useEffect(() => {
    if (state !== 'developing') return;
    const timer = setTimeout(() => setState('sharp'), DEVELOP_MS);
    return () => clearTimeout(timer);
  }, [state]);
  useEffect(() => {
    if (state !== 'failed') return;
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  });

  const position = focus ? `${focus[0]}% ${focus[1]}%` : undefined;
  return (
    <div
      className={`zm-photo${className ? ` ${className}` : ''}`}
      data-state={state}
      data-fit={fit}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {thumbhash && state !== 'sharp' && state !== 'failed' && <Thumbhash hash={thumbhash} />}
      {state === 'failed' ? (
        <Failed alt={alt} retry={retry} again={again} />
      ) : (
        <img
          ref={image}
          src={src}
          srcSet={srcSet}
          sizes={sizes}
          width={width}
          height={height}
          alt={alt}
          loading={loading}
          decoding="async"
          draggable={false}
          style={position ? { objectPosition: position } : undefined}
          onLoad={() => void arrived(false)}
          onError={() => setState('failed')}
        />
      )}
      {children}
    </div>
  );
}

function Failed({ alt, retry, again }: { alt: string; retry: 'button' | 'parent'; again: () => void }) {
  const hint = (
    <>
      <Icon name="retry" />
      <span>
        没加载出来
        <br />
        点一下重试
      </span>
    </>
  );
  if (retry === 'parent') return <span className="zm-photo__failed">{hint}</span>;
  return (
    <button
      type="button"
      className="zm-photo__failed"
      onClick={again}
      aria-label={`${alt || '照片'}没加载出来，点一下重试`}
    >
      {hint}
    </button>
  );
}
