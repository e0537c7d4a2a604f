import { Icon } from './Icon.js';
import type { IconName } from './icons.js';
import './sync-chip.css';

/** `late` stands for answers that came after the round was closed: kept in the ledger, not counted. */
export type SyncState = 'saved' | 'pending' | 'synced' | 'offline' | 'late';

export interface SyncChipProps {
  state: SyncState;
  /** With `pending`, `synced` and `late`: how many. */
  count?: number;
}

const SHOWN: Record<SyncState, { icon: IconName; text: (count?: number) => string }> = {
  saved: { icon: 'disk', text: () => '已保存在本机' },
  pending: { icon: 'cloud', text: (n) => (n === undefined ? '待上传' : `待上传 ${n}`) },
  synced: { icon: 'check', text: (n) => (n === undefined ? '已同步' : `已同步 ${n} 屏`) },
  offline: { icon: 'offline', text: () => '没有网络，可以继续投' },
  late: { icon: 'warn', text: (n) => (n === undefined ? '未计入' : `未计入 ${n}`) },
};

/** Where the juror's answers are right now, always in sight. */
export function SyncChip({ state, count }: SyncChipProps) {
  const { icon, text } = SHOWN[state];
  return (
    <span className="zm-sync" data-state={state}>
      <Icon name={icon} />
      {text(count)}
    </span>
  );
}
