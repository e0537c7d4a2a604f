import { useEffect, useRef } from 'react';
import { type ModerationItem, type PhotoView } from '@zuimei/contracts';
import { Button, Icon, KeyHint, Note, Photo, StatusPill, formatDateTime } from '@zuimei/ui';
import { type Likeness, likenessInWords, placeInWords, whoseInWords } from './likeness-words.js';
import './compare.css';

interface CompareProps {
  item: ModerationItem;
  other: Likeness;
  place: number;
  editionKey: string;
  /** Whether this person may say that the two are not the same. */
  decides: boolean;
  busy: string | false;
  /** Why the two could not be told apart. */
  refusal: string | undefined;
  onGo: (by: 1 | -1) => void;
  onTellApart: () => void;
  onClose: () => void;
}

/** Two photos large, side by side, each whole. Its keys are those of the desk: see `desk-keys.ts`. */
export function Compare(props: CompareProps) {
  const { item, other, place, editionKey, decides, busy, refusal, onGo, onTellApart, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const several = item.similar.length > 1;
  return (
    <dialog
      ref={dialog}
      className="cmp"
      data-room="dark"
      aria-labelledby="cmp-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="cmp__head">
        <h2 id="cmp-title">{likenessInWords(other)}</h2>
        {several && (
          <span className="zm-small" aria-live="polite">
            第 {place + 1} 幅，共 {item.similar.length} 幅
          </span>
        )}
        <button type="button" className="cmp__close" onClick={onClose}>
          <Icon name="close" label="关闭" />
        </button>
      </header>
      <div className="cmp__two">
        <Side photo={item.photo} alt={`待审的《${item.title}》`}>
          <b>待审的这一幅</b>
          <span>{formatDateTime(item.receivedAt)} 投稿</span>
          <span className="cmp__title">《{item.title}》</span>
        </Side>
        <Side key={other.submissionId} photo={other.photo} alt={`相近的《${other.title}》`}>
          <b>
            {placeInWords(other, editionKey)} {other.pastWinner && <StatusPill tone="seal">往期获奖</StatusPill>}
          </b>
          <span>{whoseInWords(other)}</span>
          <span className="cmp__title">《{other.title}》</span>
        </Side>
      </div>
      <footer className="cmp__foot">
        {decides && (
          <Button busy={busy} onClick={onTellApart}>
            <KeyHint keyCap="X" /> 不是同一张
          </Button>
        )}
        {several && (
          <>
            <Button kind="text" onClick={() => onGo(-1)}>
              <KeyHint keyCap="K" /> 上一幅
            </Button>
            <Button kind="text" onClick={() => onGo(1)}>
              <KeyHint keyCap="J" /> 下一幅
            </Button>
          </>
        )}
        <span className="zm-caption">
          <KeyHint keyCap="Esc">回到审核</KeyHint>
        </span>
        {refusal ? (
          <Note tone="bad" live>
            {refusal}
          </Note>
        ) : (
          decides && <span className="cmp__means zm-caption">认定以后，这一对不再显示，也不影响评审。</span>
        )}
      </footer>
    </dialog>
  );
}

function Side({ photo, alt, children }: { photo: PhotoView; alt: string; children: React.ReactNode }) {
  return (
    <figure>
      <Photo
        src={photo.src2048}
        width={photo.width}
        height={photo.height}
        thumbhash={photo.thumbhash}
        alt={alt}
        fit="whole"
        loading="eager"
      />
      <figcaption>{children}</figcaption>
    </figure>
  );
}
