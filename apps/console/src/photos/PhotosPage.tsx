import { useEffect } from 'react';
import { type PhotoCheckView } from '@zuimei/contracts';
import { Button, EmptyState, Note, Progress, StatusPill, announce, formatDateTime } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, useSession } from '../session/session.js';
import { Top } from '../shell/Top.js';
import { CheckFigures } from './CheckFigures.js';
import { FaultTable } from './FaultTable.js';
import { CHECK_STATES, isAtWork, outcomeInWords } from './check-words.js';
import './photos.css';

const LOOK_AGAIN_MS = 2_000;

/** 检查并修复: every stored photo is compared with the store, and what is missing is derived from its original. */
export function PhotosPage() {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const checks = useLoad('photo checks', async (signal) => {
    return (await api.call(endpoints.listPhotoChecks, {}, { signal })).items;
  });
  const [latest, ...older] = checks.data ?? [];
  const { reload } = checks;
  const atWork = latest !== undefined && isAtWork(latest);
  useEffect(() => {
    if (!atWork) return;
    const timer = setInterval(() => void reload(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [atWork, reload]);

  const start = async () => {
    if (await act('正在开始…', () => api.call(endpoints.startPhotoCheck, { body: {} }))) {
      announce('已开始检查');
      await reload();
    }
  };
  const running = latest?.state === 'waiting' || latest?.state === 'running';

  return (
    <>
      <Top
        title="照片检查"
        end={
          mayOrganize(staff) && (
            <Button kind="primary" busy={busy || (running && '正在检查…')} onClick={() => void start()}>
              检查并修复
            </Button>
          )
        }
      >
        <span className="zm-small">逐幅核对存储里的原图和展示图，缺的用原图重新生成</span>
      </Top>
      <div className="con-page">
        {checks.error && (
          <EmptyState title={checks.error} action={<Button onClick={() => void reload()}>重试</Button>}>
            照片不受影响。
          </EmptyState>
        )}
        {checks.data?.length === 0 && (
          <EmptyState title="还没有检查过">
            平时不用管：系统每小时自己核对一次记录。换过服务器、恢复过备份，或有照片打不开时，点「检查并修复」。
          </EmptyState>
        )}
        {latest && <Latest check={latest} />}
        {older.length > 0 && <Older checks={older} />}
      </div>
    </>
  );
}

function Latest({ check }: { check: PhotoCheckView }) {
  const { tone, text } = outcomeInWords(check);
  return (
    <section aria-labelledby="latest-check">
      <h2 id="latest-check">
        {check.kind === 'full' ? '最近一次检查' : '系统自己发现的'}{' '}
        <StatusPill tone={CHECK_STATES[check.state].tone}>{CHECK_STATES[check.state].zh}</StatusPill>
        <span className="zm-caption">
          {formatDateTime(check.askedAt)} · {check.askedBy ?? '系统'}
        </span>
      </h2>
      <CheckFigures check={check} />
      {check.finishedAt === null && (
        <Progress value={check.total === 0 ? 0 : check.checked / check.total} label="检查照片" />
      )}
      <Note tone={tone} live>
        {text}
      </Note>
      {check.orphans !== null && check.orphans.count > 0 && <Orphans {...check.orphans} />}
      <FaultTable key={check.id} check={check} />
    </section>
  );
}

function Orphans({ count, bytes }: { count: number; bytes: number }) {
  return (
    <Note title={`另有 ${count} 个没有记录的文件（${(bytes / 1e6).toFixed(1)} MB）`}>
      不影响任何照片，只占空间，这里不会删除。请管理员在服务器上用 <code>zuimei orphans</code> 列出，核对后用{' '}
      <code>zuimei orphans --remove</code> 清理。
    </Note>
  );
}

function Older({ checks }: { checks: readonly PhotoCheckView[] }) {
  return (
    <section aria-labelledby="older-checks">
      <h2 id="older-checks">以前的检查</h2>
      <table className="zm-table">
        <thead>
          <tr>
            <th scope="col">时间</th>
            <th scope="col">谁</th>
            <th scope="col">状态</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <td>{formatDateTime(check.askedAt)}</td>
              <td>{check.askedBy ?? '系统'}</td>
              <td>{CHECK_STATES[check.state].zh}</td>
              <td>{outcomeInWords(check).text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
