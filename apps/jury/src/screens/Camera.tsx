import { Button } from '@zuimei/ui';
import { useEffect, useRef, useState } from 'react';

type State = 'asking' | 'on' | 'off';

const open = async (): Promise<MediaStream> => {
  // Outside of a secure context there is no mediaDevices at all.
  if (!navigator.mediaDevices?.getUserMedia) throw new Error('no camera');
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
};

/** The camera that reads a badge held before the tablet. Where there is none it says so; the keys work all the same. */
export function Camera({ onCode }: { onCode: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>('asking');
  const [attempt, setAttempt] = useState(0);
  const report = useRef(onCode);
  useEffect(() => {
    report.current = onCode;
  });

  useEffect(() => {
    let ended = false;
    let stream: MediaStream | undefined;
    let stopWatching: (() => void) | undefined;
    const begin = async () => {
      const [opened, { watchForCode }] = await Promise.all([open(), import('../device/qr-camera.js')]);
      stream = opened;
      const element = video.current;
      if (ended || !element) return opened.getTracks().forEach((track) => track.stop());
      element.srcObject = opened;
      await element.play();
      stopWatching = watchForCode(element, (text) => report.current(text));
      setState('on');
    };
    begin().catch(() => !ended && setState('off'));
    return () => {
      ended = true;
      stopWatching?.();
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [attempt]);

  const again = () => {
    setState('asking');
    setAttempt((n) => n + 1);
  };
  return (
    <section className="camera" data-state={state} aria-label="扫描评审证">
      <video ref={video} muted playsInline aria-hidden="true" />
      {state === 'off' ? (
        <div className="camera__off">
          <h2>相机打不开</h2>
          <p>用键盘输入评审证上的 8 位码，一样能签到。</p>
          <Button size="jury" icon="retry" onClick={again}>
            再试一次
          </Button>
        </div>
      ) : (
        <>
          <i className="camera__frame" aria-hidden="true" />
          <div className="camera__words">
            <h2>把评审证对准框里</h2>
            <p>{state === 'on' ? '离镜头一拳远，自动识别' : '正在打开相机…'}</p>
          </div>
        </>
      )}
    </section>
  );
}
