import { type TabletView } from '@zuimei/contracts';

/** Why a tablet cannot do without a network, by its own word. */
const PROBLEMS: Record<string, string> = {
  INSECURE: '不是安全连接，打不开离线功能',
  INSECURE_CONTEXT: '不是安全连接，打不开离线功能',
  PRIVATE_MODE: '浏览器处于无痕模式',
  STORAGE_BLOCKED: '浏览器禁止了存储',
  STORAGE_FULL: '存储空间不够',
  DISK_FULL: '存储空间不够',
  NO_SERVICE_WORKER: '浏览器不支持离线应用',
  NO_ROUND: '还没有开放的轮次',
  LOADING: '正在准备',
};

/** How ready a tablet is, in one line. */
export function readinessInWords({ readiness, revokedAt }: TabletView): { words: string; ok: boolean } {
  if (revokedAt) return { words: '已撤销', ok: false };
  if (!readiness) return { words: '还没有准备', ok: false };
  const { photos, photosOf, screens, problem } = readiness;
  if (problem) return { words: PROBLEMS[problem] ?? `不能离线投票（${problem}）`, ok: false };
  if (photos < photosOf) return { words: `照片 ${photos}/${photosOf}`, ok: false };
  if (photosOf === 0 || screens === 0) return { words: '没有可用的题组', ok: false };
  return { words: `可离线投票 ${photos}/${photosOf} ✓`, ok: true };
}

/** Minutes and seconds that are left, as 29:05. */
export function countdown(untilMs: number, nowMs: number): string {
  const left = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
}
