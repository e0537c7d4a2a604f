import { type ProgressView } from '@zuimei/contracts';
import { type PillTone, StatusPill, formatAgo } from '@zuimei/ui';

type Tablet = ProgressView['tablets'][number];

const STATUS: Record<Tablet['status'], { label: string; tone: PillTone; order: number }> = {
  offline: { label: '离线', tone: 'bad', order: 0 },
  unsynced: { label: '待上传', tone: 'warn', order: 1 },
  voting: { label: '投票中', tone: 'ok', order: 2 },
  done: { label: '已完成', tone: 'ok', order: 3 },
  idle: { label: '空闲', tone: 'plain', order: 4 },
};

interface TabletTableProps {
  tablets: ProgressView['tablets'];
  serverTime: string;
}

/** The tablets, those that want a look first. */
export function TabletTable({ tablets, serverTime }: TabletTableProps) {
  const sorted = [...tablets].sort(
    (a, b) =>
      STATUS[a.status].order - STATUS[b.status].order ||
      b.pending - a.pending ||
      a.name.localeCompare(b.name, 'zh-CN', { numeric: true }),
  );
  const half = Math.ceil(sorted.length / 2);
  const columns = sorted.length > 6 ? [sorted.slice(0, half), sorted.slice(half)] : [sorted];
  return (
    <section className="rnd__tablets">
      <h2 className="con-h2">
        平板 <span className="zm-caption">{tablets.length} 台 · 需要看一眼的排在前面</span>
      </h2>
      {tablets.length === 0 ? (
        <p className="zm-small">还没有平板签到。</p>
      ) : (
        <div className="rnd__tables">
          {columns.map((rows, index) => (
            <table className="zm-table" key={index}>
              <thead>
                <tr>
                  <th scope="col">平板</th>
                  <th scope="col">席位</th>
                  <th scope="col">状态</th>
                  <th scope="col" data-align="end">
                    待上传
                  </th>
                  <th scope="col">最近联系</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((tablet) => (
                  <tr key={tablet.name}>
                    <td>
                      <b>{tablet.name}</b>
                    </td>
                    <td>{tablet.alias ?? '—'}</td>
                    <td>
                      <StatusPill tone={STATUS[tablet.status].tone}>{STATUS[tablet.status].label}</StatusPill>
                    </td>
                    <td data-align="end">{tablet.pending}</td>
                    <td className="zm-small">{formatAgo(tablet.lastSeenAt, serverTime)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          ))}
        </div>
      )}
    </section>
  );
}
