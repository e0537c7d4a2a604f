import { useEffect, useState } from 'react';
import { Button, Icon, formatBytes, formatPercent } from '@zuimei/ui';
import { fieldId } from './missing.js';
import { type Tile, shareOf } from './tiles.js';

interface UploadTileProps {
  tile: Tile;
  place: number;
  onRetry: () => void;
  onRemove: () => void;
  onMask: () => void;
}

/** One photo with its own percentage, its own failure and its own way on. */
export function UploadTile({ tile, place, onRetry, onRemove, onMask }: UploadTileProps) {
  const source = useObjectUrl(tile.file);
  const { upload, handedIn } = tile;
  const name = `第 ${place} 幅`;
  const share = formatPercent(shareOf(tile), 0);
  const trouble = upload.kind === 'refused' || upload.kind === 'interrupted';
  return (
    <li className="tile" data-upload={upload.kind} data-trouble={trouble || undefined} aria-label={name}>
      {upload.kind !== 'refused' && <TilePicture key={source} source={source} />}
      {upload.kind === 'interrupted' && (
        <div className="tile__trouble">
          {upload.sentence ? (
            <span>{upload.sentence}</span>
          ) : (
            <span>
              网络断了，
              <br />
              传到 {share}
            </span>
          )}
          <Button icon="retry" onClick={onRetry}>
            重试
          </Button>
        </div>
      )}
      {upload.kind === 'refused' && (
        <p className="tile__refused">
          <b>{tile.name}</b>
          {upload.sentence}
        </p>
      )}
      {!trouble && (
        <div className="tile__state">
          <span aria-live="polite">{wordsOf(tile)}</span>
          {upload.kind === 'uploaded' ? <Icon name="check" /> : <span>{formatBytes(tile.file.size)}</span>}
        </div>
      )}
      {upload.kind === 'uploading' && <i className="tile__bar" style={{ width: share }} />}
      {handedIn.kind !== 'yes' && (
        <button type="button" className="tile__remove" onClick={onRemove}>
          <Icon name="close" label={`去掉${name}`} />
        </button>
      )}
      {handedIn.kind === 'no' && !trouble && (
        <button type="button" className="tile__mask" id={fieldId('mask', tile.key)} onClick={onMask}>
          <Icon name="mask" label={`给${name}打码`} />
        </button>
      )}
      {handedIn.kind === 'refused' && <p className="tile__refusal">{handedIn.sentence}</p>}
    </li>
  );
}

function wordsOf(tile: Tile): string {
  const { upload, handedIn, masked, sent } = tile;
  const share = formatPercent(shareOf(tile), 0);
  if (handedIn.kind === 'sending') return '正在提交…';
  if (handedIn.kind === 'yes')
    return upload.kind === 'uploaded' ? '已提交' : upload.kind === 'uploading' ? `已交 ${share}` : '已交，还在传';
  // The server looks at the whole picture before it says that it has it.
  if (upload.kind === 'uploading') return sent >= tile.file.size ? '正在核对…' : share;
  if (upload.kind === 'preparing') return '正在准备…';
  if (upload.kind === 'waiting') return sent > 0 ? `已传 ${share}` : '等待上传';
  return masked ? '已打码' : '已传好';
}

/** Most browsers cannot show a HEIC: then the tile says so instead of standing empty. */
function TilePicture({ source }: { source: string | undefined }) {
  const [shown, setShown] = useState(true);
  if (!shown || !source) {
    return (
      <span className="tile__unseen">
        <Icon name="img" />
        HEIC 照片，传上去后可见
      </span>
    );
  }
  return <img src={source} alt="" onError={() => setShown(false)} />;
}

function useObjectUrl(blob: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the address lives as long as the effect
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
