import { useState } from 'react';
import { type StaffMomentView } from '@zuimei/contracts';
import { Button, DayGrid, EmptyState, Note, dayKey, formatDay, toast, yearCells } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, useSession } from '../session/session.js';
import { Top } from '../shell/Top.js';
import { DayPanel } from './DayPanel.js';
import './wall.css';

/** 瞬间墙: the year as it hangs, its gaps, and what an organizer puts there. */
export function WallPage() {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const [today] = useState(() => dayKey(Date.now()));
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  const [day, setDay] = useState<string | null>(null);
  const moments = useLoad(
    `wall ${year}`,
    async (signal) => (await api.call(endpoints.listStaffMoments, { query: { year } }, { signal })).items,
  );
  const items = moments.data ?? [];
  const byDay = new Map(items.map((moment) => [moment.day, moment]));
  const cells = yearCells(year, new Set(byDay.keys()), today);
  const alike = items.filter(({ alikeDays }) => alikeDays.length > 0);
  const go = (to: number) => {
    setYear(to);
    setDay(null);
  };

  const place = async (on: string, entryId: string, undo = true): Promise<boolean> => {
    const done = await act('正在挂上…', () => api.call(endpoints.placeMoment, { body: { day: on, entryId } }));
    await moments.reload();
    if (!done) return false;
    toast(
      `已挂上 ${formatDay(on)}`,
      undo ? { action: { label: '撤销', onClick: () => void clear(on, entryId, false) } } : {},
    );
    return true;
  };
  const clear = async (on: string, entryId: string, undo = true): Promise<void> => {
    const done = await act('正在取下…', async () => {
      await api.call(endpoints.clearMoment, { params: { day: on }, body: { entryId } });
      return true;
    });
    await moments.reload();
    if (!done) return;
    toast(
      `已从 ${formatDay(on)} 取下`,
      undo ? { action: { label: '撤销', onClick: () => void place(on, entryId, false) } } : {},
    );
  };

  return (
    <>
      <Top
        title="瞬间墙"
        end={
          <span className="cwall__years">
            <Button kind="text" aria-label={`${year - 1} 年`} onClick={() => go(year - 1)}>
              ‹
            </Button>
            <b>{year} 年</b>
            <Button kind="text" aria-label={`${year + 1} 年`} onClick={() => go(year + 1)}>
              ›
            </Button>
          </span>
        }
      >
        <span className="zm-small">
          {cells.length} 天，已挂 {items.length} 幅；公布时获奖作品自动挂上，空着的日子可以从已公布的各期里选
        </span>
      </Top>
      <div className="con-page cwall">
        {moments.error && (
          <EmptyState title={moments.error} action={<Button onClick={() => void moments.reload()}>重试</Button>}>
            墙上的作品不受影响。
          </EmptyState>
        )}
        {alike.length > 0 && (
          <Note tone="warn" title="有近似的照片都在墙上">
            {alike
              .map((moment) => `${formatDay(moment.day)} 和 ${moment.alikeDays.map(formatDay).join('、')}`)
              .join('；')}
            。挂上以后才查出来，请看一看，留下一幅。
          </Note>
        )}
        <div className="cwall__two">
          <DayGrid
            label={`${year}年瞬间墙`}
            cells={cells}
            look="year"
            start={today}
            selected={day}
            nameOf={(cell) => nameOf(cell.day, byDay.get(cell.day), cell.kind === 'gap' ? '空缺' : '还没到')}
            pictureOf={(cell) => {
              const photo = byDay.get(cell.day)?.photo;
              return photo && { src: photo.src320, thumbhash: photo.thumbhash };
            }}
            controlOf={(cell, control) => <button type="button" {...control} onClick={() => setDay(cell.day)} />}
          />
          <aside className="cwall__panel" aria-label="这一天">
            {day === null ? (
              <EmptyState title="选一天">点一格：有作品的可以看、可以取下；空着的可以挑一幅挂上。</EmptyState>
            ) : (
              <DayPanel
                key={day}
                day={day}
                moment={byDay.get(day)}
                mayHang={mayOrganize(staff)}
                busy={busy}
                place={place}
                clear={clear}
              />
            )}
          </aside>
        </div>
      </div>
    </>
  );
}

const nameOf = (day: string, moment: StaffMomentView | undefined, otherwise: string) =>
  `${formatDay(day)}${moment ? `《${moment.title}》` : `，${otherwise}`}`;
