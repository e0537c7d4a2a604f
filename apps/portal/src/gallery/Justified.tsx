import { useLayoutEffect, useRef, useState } from 'react';
import { type EntryCard } from '@zuimei/contracts';
import { entryNumberLabel, sealLabel } from '@zuimei/glossary';
import { Photo, Seal } from '@zuimei/ui';
import { Link } from 'wouter';
import { justify } from './justify.js';
import './gallery.css';

const GAP = 4;

/** Whole photos in rows as wide as the page; boxes have their size before a byte of a picture is there. */
export function Justified({ items }: { items: readonly EntryCard[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(() => document.documentElement.clientWidth);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const target = width < 640 ? 150 : 240;
  return (
    <div className="just" ref={box}>
      {justify(items, ({ photo }) => photo, width, target, GAP).map((row) => (
        <div className="just__row" key={row.items[0]?.id} style={{ height: row.height }}>
          {row.items.map((entry, index) => (
            <div key={entry.id} style={{ width: row.widths[index] }}>
              <Photo
                src={(row.widths[index] ?? 0) * devicePixelRatio > 400 ? entry.photo.src1080 : entry.photo.src320}
                width={entry.photo.width}
                height={entry.photo.height}
                thumbhash={entry.photo.thumbhash}
                alt={entry.title}
              >
                {entry.award && <Seal onPhoto>{sealLabel(entry.award)}</Seal>}
                <Link
                  className="zm-cover"
                  href={`/entries/${entry.id}`}
                  aria-label={`作品 ${entryNumberLabel(entry.number)}《${entry.title}》`}
                />
              </Photo>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
