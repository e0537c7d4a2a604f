import { useState } from 'react';
import { type EditionView } from '@zuimei/contracts';
import { editionLabel } from '@zuimei/glossary';
import { Photo } from '@zuimei/ui';
import { darkZone } from './dark-zone.js';

/** A cover, not a carousel: one photo, the wordmark, the theme set vertically, two lines and the credit. */
export function Cover({ edition }: { edition: EditionView }) {
  const [scrim, setScrim] = useState(DEFAULT_SCRIM);
  const { cover, coverCredit } = edition;
  return (
    <header className="cover">
      {cover && (
        <Photo
          src={cover.src1080}
          width={cover.width}
          height={cover.height}
          thumbhash={cover.thumbhash}
          alt=""
          loading="eager"
          focus={[42, 50]}
          onState={(state) => {
            if (state === 'developing' || state === 'sharp')
              setScrim(darkZone(document.querySelector('.cover img')) ?? DEFAULT_SCRIM);
          }}
        />
      )}
      <div className="cover__in" style={{ '--cover-scrim': scrim } as React.CSSProperties}>
        <p className="cover__mast">
          <b>最美瞬间</b>
          <span>{editionLabel(edition.key)}</span>
        </p>
        <h1 className="zm-vertical cover__theme">{edition.theme}</h1>
        <div className="cover__lead">
          <p>{edition.lead}</p>
          {coverCredit && (
            <p className="cover__credit">
              本期封面：
              {coverCredit.maker ?? ''}《{coverCredit.title}》{coverCredit.company && `，${coverCredit.company}`}
              {edition.isDemo && '（示例）'}
            </p>
          )}
        </div>
      </div>
    </header>
  );
}

/** How dark the veil under masthead and title is until the picture has been measured. */
const DEFAULT_SCRIM = 0.6;
