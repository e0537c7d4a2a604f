import { type FormEvent, useState } from 'react';
import { Button, Dialog, TextArea, toast } from '@zuimei/ui';
import { useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';

/** Sends a tally back to be counted again, with the reason. */
export function RefuseCertification({ roundId, onRefused }: { roundId: string; onRefused: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, act } = useAct();
  const [, go] = useLocation();
  const refuse = async (event: FormEvent) => {
    event.preventDefault();
    if (
      !(await act('正在退回…', () =>
        api.call(endpoints.refuseCertification, { params: { id: roundId }, body: { reason } }),
      ))
    )
      return;
    toast('已退回，可以重新计票。');
    await onRefused();
    go(`/rounds/${roundId}`);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>退回…</Button>
      <Dialog open={open} title="退回这次计票" onClose={() => setOpen(false)}>
        <form className="con-form" onSubmit={(event) => void refuse(event)}>
          <p className="zm-small">作答不会变；理由写进审计记录，之后由组织者重新计票。</p>
          <TextArea label="理由" rows={3} maxLength={300} value={reason} onChange={setReason} required />
          <Button kind="danger" type="submit" wide busy={busy}>
            退回
          </Button>
        </form>
      </Dialog>
    </>
  );
}
