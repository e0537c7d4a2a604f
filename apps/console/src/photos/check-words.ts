import { type PhotoCheckView, type PhotoFaultView } from '@zuimei/contracts';
import { type PillTone } from '@zuimei/ui';

interface Word {
  zh: string;
  tone?: PillTone;
}

export const CHECK_STATES: Record<PhotoCheckView['state'], Word> = {
  waiting: { zh: '等待开始', tone: 'cloth' },
  running: { zh: '正在检查', tone: 'cloth' },
  done: { zh: '检查完了', tone: 'ok' },
  failed: { zh: '没做完', tone: 'bad' },
};

export const FAULT_STATES: Record<PhotoFaultView['state'], Word> = {
  queued: { zh: '排队中', tone: 'cloth' },
  mended: { zh: '已修好', tone: 'ok' },
  lost: { zh: '修不了', tone: 'bad' },
};

const LOSSES = {
  'original-missing': '原图不在存储里了，请从备份恢复，或请作者重新提交',
  'original-changed': '存储里的原图和当初收到的不一样，请从备份恢复',
  'original-undecodable': '原图打不开了，请从备份恢复',
} as const satisfies Record<NonNullable<PhotoFaultView['loss']>, string>;

/** Why a photo could not be mended, and what a person can do; where only the original is gone, that first. */
export const lossInWords = (loss: NonNullable<PhotoFaultView['loss']>, missing: readonly string[]): string =>
  `${missing.every((part) => part === 'original') ? '展示图都在；' : ''}${LOSSES[loss]}`;

const PARTS: Record<string, string> = {
  original: '原图',
  w320: '小图',
  w1080: '中图',
  w2048: '大图',
  share1080: '分享图',
};

/** 「原图、小图」 */
export const missingInWords = (missing: readonly string[]): string =>
  missing.map((part) => PARTS[part] ?? part).join('、');

/** Whether the numbers may still move: it looks, or repairs of what it found wait. */
export const isAtWork = ({ state, queued }: PhotoCheckView): boolean =>
  state === 'waiting' || state === 'running' || queued > 0;

/** What came of a check, in one or two sentences: what is safe first, then what a person has to do. */
export function outcomeInWords(check: PhotoCheckView): { tone: 'info' | 'ok' | 'warn' | 'bad'; text: string } {
  const { state, checked, missing, queued, mended, lost, failure } = check;
  if (state === 'failed') {
    return {
      tone: 'bad',
      text: `查到第 ${checked} 幅时停下了：${failure ?? '原因不明'}。照片没有变动，可以再点一次。`,
    };
  }
  if (state !== 'done') return { tone: 'info', text: `可以离开这一页，检查会继续。已经查了 ${checked} 幅。` };
  if (queued + mended + lost === 0) return { tone: 'ok', text: `查了 ${checked} 幅，一张都不缺。` };
  const found = `查了 ${checked} 幅，${queued + mended + lost} 幅有缺${missing > 0 ? `（缺 ${missing} 张展示图）` : ''}`;
  const parts = [
    mended > 0 && `${mended} 幅已修好`,
    queued > 0 && `${queued} 幅正在排队重新生成`,
    lost > 0 && `${lost} 幅修不了`,
  ].filter(Boolean);
  return { tone: lost > 0 ? 'bad' : queued > 0 ? 'warn' : 'ok', text: `${found}：${parts.join('，')}。` };
}
