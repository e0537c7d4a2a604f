import { useEffect, useState } from 'react';
import { type endpoints as rows, type Out } from '@zuimei/contracts';
import { Dialog } from '@zuimei/ui';
import { QrPicture } from '../../shell/QrPicture.js';
import { countdown } from './readiness-words.js';

export type Enrolment = Out<typeof rows.createEnrolment>;

interface EnrolDialogProps {
  ticket: Enrolment;
  onClose: () => void;
  /** Once every few seconds: a tablet may have been enrolled. */
  onTick: () => Promise<void>;
}

const LOOK_EVERY_SECONDS = 5;

/** The QR that a tablet scans, the PIN that is typed there, and how long both are good for. */
export function EnrolDialog({ ticket, onClose, onTick }: EnrolDialogProps) {
  const until = new Date(ticket.expiresAt).getTime();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let seconds = 0;
    const timer = setInterval(() => {
      setNow(Date.now());
      if ((seconds += 1) % LOOK_EVERY_SECONDS === 0) void onTick();
    }, 1000);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one clock for one ticket
  }, [ticket.id]);
  const over = now >= until;
  return (
    <Dialog open title="登记平板" onClose={onClose}>
      <p>用平板扫码，再输入 PIN 和平板名称。一张码可以登记多台。</p>
      <div className="tab__ticket" data-over={over}>
        <QrPicture className="tab__qr" text={ticket.link} label="登记码" />
        <div>
          <p className="zm-caption">PIN</p>
          <p className="tab__pin">
            {ticket.pin.slice(0, 3)} {ticket.pin.slice(3)}
          </p>
          <p className="zm-small" role="timer">
            {over ? '已过期，请关闭后重新登记' : `还有 ${countdown(until, now)} 有效`}
          </p>
          <p className="zm-small">PIN 输错 5 次，这张码就作废。</p>
        </div>
      </div>
    </Dialog>
  );
}
