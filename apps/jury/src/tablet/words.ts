import { type TabletProblem, type TabletState } from './records.js';

/** What is said where nobody can vote in this browser. */
export const PROBLEM_WORDS: Record<TabletProblem, { title: string; words: string }> = {
  INSECURE: {
    title: '这里不是安全连接，不能投票',
    words:
      '网址要以 https 开头，浏览器才让相机和离线存储工作。自己的手机请改用会场平板；平板请工作人员先信任会场证书。',
  },
  STORAGE_BLOCKED: {
    title: '这台平板现在存不了东西',
    words: '可能是无痕模式，或者浏览器禁止网站存储。请退出无痕模式，或举手换一台平板。',
  },
  DISK_FULL: {
    title: '这台平板的存储空间不够',
    words: '照片和作答存不下。请工作人员清理空间，或换一台平板。',
  },
  NO_SERVICE_WORKER: {
    title: '这个浏览器不能离线',
    words: '可能是无痕模式，或者浏览器太旧。请退出无痕模式，用系统自带的浏览器打开。',
  },
};

/** How ready an enrolled tablet is, in the line above the check-in. */
export function readyWords({ ready, revoked, photos, photosOf, screens }: TabletState): string {
  if (revoked) return '登记已撤销';
  if (ready) return `可离线投票 ${photos}/${photosOf}`;
  if (photosOf === 0) return '已登记，等轮次准备好';
  if (photos < photosOf) return `正在存照片 ${photos}/${photosOf}`;
  return screens === 0 ? `照片已存好 ${photos}/${photosOf}，等题组` : '正在准备离线…';
}
