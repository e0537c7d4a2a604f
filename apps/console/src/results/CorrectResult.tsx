import { type FormEvent, useState } from 'react';
import { type ResultView } from '@zuimei/contracts';
import { Button, Dialog, Note, TextArea, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useSession } from '../session/session.js';

/** Counts a published result again, with the reason; a second person confirms it. */
export function CorrectResult({ roundId, onProposed }: { roundId: string; onProposed: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, act } = useAct();
  const propose = async (event: FormEvent) => {
    event.preventDefault();
    const body = { reason };
    if (!(await act('正在重新计票…', () => api.call(endpoints.proposeCorrection, { params: { id: roundId }, body }))))
      return;
    setOpen(false);
    setReason('');
    toast('已重新计票，等另一位组织者确认。');
    await onProposed();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>更正…</Button>
      <Dialog open={open} title="更正已公布的结果" onClose={() => setOpen(false)}>
        <form className="con-form" onSubmit={(event) => void propose(event)}>
          <p className="zm-small">
            已公布的一版不会改，也不会消失。按现在的作品状态重新计票，由另一位组织者确认后，作为新的一版公布；理由和两版结果都看得到。
          </p>
          <TextArea
            label="更正的理由（会公布）"
            rows={3}
            maxLength={300}
            value={reason}
            onChange={setReason}
            required
          />
          <Button kind="primary" type="submit" wide busy={busy}>
            重新计票
          </Button>
        </form>
      </Dialog>
    </>
  );
}

/** What waits for a second person, above the result that it would make public. */
export function PendingCorrection({
  roundId,
  pending,
  onConfirmed,
}: {
  roundId: string;
  pending: NonNullable<ResultView['pendingCorrection']>;
  onConfirmed: () => Promise<void>;
}) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const { version, reason, by } = pending;
  const confirm = async () => {
    const call = () => api.call(endpoints.correctRound, { params: { id: roundId }, body: { version } });
    if (!(await act('正在公布更正…', call))) return;
    toast('更正已公布，原来的一版仍可查看。');
    await onConfirmed();
  };
  return (
    <Note tone="warn" title={`待确认的更正（计票第 ${version} 版）`}>
      <p>
        {by}：{reason}。下面是更正后的结果，还没有公布；要由另一位组织者确认。
      </p>
      {staff.role === 'organizer' && (
        <Button kind="primary" busy={busy} onClick={() => void confirm()}>
          确认更正并公布
        </Button>
      )}
    </Note>
  );
}
