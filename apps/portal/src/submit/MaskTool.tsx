import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { Button, Dialog, Note } from '@zuimei/ui';
import { type Area, areaBetween, maskAreas } from './mask.js';

/** Long side of a masked copy in pixels: within every phone's canvas limit. */
const LONG_SIDE = 4096;
const QUALITY = 0.9;
const SMALLEST = 0.01;

interface MaskToolProps {
  file: Blob;
  onDone: (masked: Blob) => void;
  onClose: () => void;
}

/** Draw over faces and badges; what lies under a rectangle is gone from the file that is sent. */
export function MaskTool({ file, onDone, onClose }: MaskToolProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useRef<ImageBitmap>(undefined);
  const [areas, setAreas] = useState<readonly Area[]>([]);
  const [drawing, setDrawing] = useState<{ from: { x: number; y: number }; area: Area }>();
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let left = false;
    void (async () => {
      try {
        const whole = await createImageBitmap(file);
        if (left) return whole.close();
        picture.current = whole;
        draw(canvas.current, whole, []);
      } catch {
        setFailed(true);
      }
    })();
    return () => {
      left = true;
      picture.current?.close();
    };
  }, [file]);
  useEffect(() => {
    if (picture.current) draw(canvas.current, picture.current, areas);
  }, [areas]);

  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const finish = () => {
    if (drawing && drawing.area.width > SMALLEST && drawing.area.height > SMALLEST) setAreas([...areas, drawing.area]);
    setDrawing(undefined);
  };
  const done = () => {
    setBusy(true);
    canvas.current?.toBlob(
      (blob) => {
        setBusy(false);
        if (blob && blob.size > 0) onDone(blob);
        else setFailed(true);
      },
      'image/jpeg',
      QUALITY,
    );
  };

  return (
    <Dialog
      open
      look="full"
      title="打码"
      onClose={onClose}
      actions={
        <>
          <Button
            icon="undo"
            blocked={areas.length === 0 && { label: '还没有画', focus: 'mask-canvas' }}
            onClick={() => setAreas(areas.slice(0, -1))}
          >
            撤一块
          </Button>
          <Button
            kind="primary"
            busy={busy && '正在保存…'}
            blocked={areas.length === 0 && { label: '先在照片上画', focus: 'mask-canvas' }}
            onClick={done}
          >
            打好了
          </Button>
        </>
      }
    >
      <p className="zm-small">用手指在脸、工牌上拖出方块。方块下面的内容会从文件里去掉。</p>
      {failed ? (
        <Note tone="bad">这台手机打不开这张照片，没法在这里打码。请在相册里打好码再选。</Note>
      ) : (
        <div
          className="mask"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            const from = at(event);
            setDrawing({ from, area: { ...from, width: 0, height: 0 } });
          }}
          onPointerMove={(event) =>
            drawing && setDrawing({ from: drawing.from, area: areaBetween(drawing.from, at(event)) })
          }
          onPointerUp={finish}
          onPointerCancel={() => setDrawing(undefined)}
        >
          <canvas ref={canvas} id="mask-canvas" tabIndex={-1} aria-label="要打码的照片" />
          {drawing && (
            <i
              className="mask__area"
              style={{
                left: `${drawing.area.x * 100}%`,
                top: `${drawing.area.y * 100}%`,
                width: `${drawing.area.width * 100}%`,
                height: `${drawing.area.height * 100}%`,
              }}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap, areas: readonly Area[]): void {
  if (!canvas) return;
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  maskAreas(canvas, areas);
}
