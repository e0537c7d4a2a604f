import { type FormEvent, useEffect, useState } from 'react';
import { type ResultView } from '@zuimei/contracts';
import { Button, Countdown, Dialog, formatDateTime, Note, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { fromLocal, toLocal } from '../data/local-time.js';
import { useAct } from '../data/use-act.js';
import { mayOrganize, useSession } from '../session/session.js';

const HOUR_MS = 3_600_000;
/** The worker looks every few seconds; so often it is asked whether it has published. */
const LOOK_AGAIN_MS = 3_000;

/** Sets the time at which a certified result becomes public by itself. */
export function SchedulePublication({
  result: { roundId, publishAt },
  onSet,
}: {
  result: ResultView;
  onSet: () => Promise<void>;
}) {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const { busy, act } = useAct();
  const begin = () => {
    const nextHour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    setAt(toLocal(publishAt ?? new Date(nextHour).toISOString()));
    setRefused(null);
    setOpen(true);
  };
  const set = async (event: FormEvent) => {
    event.preventDefault();
    const call = () =>
      api.call(endpoints.schedulePublication, { params: { id: roundId }, body: { publishAt: fromLocal(at) } });
    if (!(await act('正在设定…', call, setRefused))) return;
    setOpen(false);
    toast('已设定公布时间，到时自动公布。');
    await onSet();
  };
  return (
    <>
      <Button onClick={begin}>{publishAt ? '改公布时间…' : '定时公布…'}</Button>
      <Dialog open={open} title="定时公布" onClose={() => setOpen(false)}>
        <form className="con-form" onSubmit={(event) => void set(event)}>
          <p className="zm-small">
            到时自动公布获奖作品和结果包。在那以前什么都不公开，也可以取消；大屏揭晓仍由主持人操作。
          </p>
          <TextField
            label="公布时间（北京时间）"
            type="datetime-local"
            value={at}
            onChange={setAt}
            error={refused}
            required
          />
          <Button kind="primary" type="submit" wide busy={busy}>
            设定
          </Button>
        </form>
      </Dialog>
    </>
  );
}

/** The countdown to a publication that was set, and how to call it off. */
export function TimedPublication({ result, reload }: { result: ResultView; reload: () => Promise<void> }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const { roundId, publishAt, publishSetBy } = result;
  const [over, setOver] = useState(() => publishAt !== null && Date.parse(publishAt) <= Date.now());
  useEffect(() => {
    if (!over) return;
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [over, reload]);
  if (!publishAt) return null;
  const callOff = async () => {
    if (!(await act('正在取消…', () => api.call(endpoints.callOffPublication, { params: { id: roundId } })))) return;
    toast('已取消定时公布。');
    await reload();
  };
  return (
    <Note title={`定于 ${formatDateTime(publishAt)} 公布（北京时间）`}>
      <div className="res__timed">
        <Countdown until={publishAt} what="公布" onOver={() => setOver(true)} />
        <p>
          {publishSetBy}设定。{over ? '时间到了，正在公布。' : '到时自动公布，在那以前什么都不公开。'}
        </p>
        {mayOrganize(staff) && (
          <Button busy={busy} onClick={() => void callOff()}>
            取消定时公布
          </Button>
        )}
      </div>
    </Note>
  );
}
