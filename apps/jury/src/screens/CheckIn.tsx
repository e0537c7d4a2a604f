import { parseBadge, parseEnrolment, PASS_CODE_CHARS } from '@zuimei/domain';
import { useEffect, useRef, useState } from 'react';
import { takeNewVersion } from '../device/service-worker.js';
import { Camera } from './Camera.js';
import { HallBar } from './HallBar.js';
import { KeyPad } from './KeyPad.js';
import { useSession, useSnapshot } from './session-context.js';

/** A badge that was just refused is not tried again while it is still before the camera. */
const SAME_BADGE_MS = 6000;
/** A new version of the app is taken when nobody has touched the tablet for so long. */
const QUIET_MS = 20_000;

/** 签到: camera and keys at once. */
export function CheckIn() {
  const session = useSession();
  const { busy, trouble, troubles } = useSnapshot();
  const [typed, setTyped] = useState('');
  const lastScan = useRef({ text: '', at: -Infinity });
  // A refused code is cleared for the next try, in the moment that the refusal is shown.
  const [seenTroubles, setSeenTroubles] = useState(troubles);
  if (troubles !== seenTroubles) {
    setSeenTroubles(troubles);
    setTyped('');
  }

  useEffect(() => {
    const timer = setTimeout(takeNewVersion, QUIET_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const type = (code: string) => {
    if (busy) return;
    setTyped(code);
    if (code.length === PASS_CODE_CHARS) void session.checkIn({ code });
  };
  const scan = (text: string) => {
    const now = performance.now();
    if (text === lastScan.current.text && now - lastScan.current.at < SAME_BADGE_MS) return;
    lastScan.current = { text, at: now };
    const badge = parseBadge(text);
    const ticket = parseEnrolment(text);
    if (badge) void session.checkIn(badge);
    else if (ticket) session.beginEnrolment(ticket);
  };
  return (
    <div className="room">
      <HallBar />
      <main className="check-in">
        <Camera onCode={scan} />
        <div className="check-in__keys">
          <h1>评审员，请签到</h1>
          <p className="check-in__lead">扫不出来？请输入评审证上的 8 位码。</p>
          <KeyPad code={typed} onChange={type} trouble={trouble} troubles={troubles} busy={busy} />
          <p className="check-in__help">没带评审证，或者证坏了？请举手，工作人员马上来。</p>
        </div>
      </main>
    </div>
  );
}
