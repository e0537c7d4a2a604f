import { useEffect, useRef, useState } from 'react';
import { Note, formatBytes, formatPercent } from '@zuimei/ui';
import { type Tile, shareOf } from './tiles.js';
import { TransferMeter, timeLeft } from './transfer.js';
import { useOnline } from './use-online.js';

/** How far all photos have come together: what the server has, and how long the rest will take. */
export function UploadTotals({ tiles }: { tiles: readonly Tile[] }) {
  const online = useOnline();
  const counted = tiles.filter(({ upload }) => upload.kind !== 'refused');
  const there = counted.filter(({ upload }) => upload.kind === 'uploaded').length;
  const total = counted.reduce((sum, { file }) => sum + file.size, 0);
  const sent = counted.reduce((sum, tile) => sum + shareOf(tile) * tile.file.size, 0);
  const moving = counted.some(({ upload }) => upload.kind === 'uploading');
  const speed = useSpeed(sent, moving);

  if (there === counted.length) return null;
  if (!online) {
    return (
      <Note tone="warn" title="网络断了，照片都在" live>
        {there > 0 && `${there} 幅已传好，`}
        {counted.length - there} 幅存在手机里，连上就接着传。
      </Note>
    );
  }
  return (
    <div className="totals">
      <p>
        <b>
          已传好 {there} / {counted.length} 幅
        </b>
        <span>
          {formatBytes(sent)} / {formatBytes(total)}
        </span>
      </p>
      <div
        className="totals__line"
        role="progressbar"
        aria-label="全部照片"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor((sent / total) * 100)}
      >
        <i style={{ width: formatPercent(sent / total, 0) }} />
      </div>
      <p className="zm-caption">
        {speed === null ? '正在连接，照片都在…' : `按现在的网速还要${timeLeft((total - sent) / speed)}`}
      </p>
    </div>
  );
}

/** Acknowledged bytes a second; null while nothing moves. */
function useSpeed(sent: number, moving: boolean): number | null {
  const meter = useRef(new TransferMeter());
  const [speed, setSpeed] = useState<number | null>(null);
  useEffect(() => meter.current.note(performance.now(), sent), [sent]);
  useEffect(() => {
    const look = () => setSpeed(moving ? meter.current.bytesPerSecond(performance.now()) : null);
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [moving]);
  // What was measured before a cut says nothing during it.
  return moving ? speed : null;
}
