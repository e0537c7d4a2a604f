import { formatPercent } from './numbers.js';

/** The figure by which an entry was ranked, with what it stands on. */
export interface Figure {
  scale: 'rate' | 'quality' | 'points';
  /** In its scale; null where the entry was never shown. */
  value: number | null;
  picks: number;
  exposures: number;
}

/** 「54.9%」, 「+0.42」 (grades, corrected for strict and mild jurors; 0 is the middle) or 「7.25」 (mean points of orders). */
export const formatFigure = ({ scale, value }: Pick<Figure, 'scale' | 'value'>): string => {
  if (value === null) return '—';
  if (scale === 'rate') return formatPercent(value);
  return `${scale === 'quality' && value >= 0 ? '+' : ''}${value.toFixed(2)}`;
};

/** 「200 次展示，120 次选中」, 「36 人次打分，校正后 +0.42」 or 「12 张排序，平均 7.25 分」. */
export const figureInWords = (figure: Figure): string => {
  const { scale, picks, exposures } = figure;
  if (scale === 'rate') return `${exposures} 次展示，${picks} 次选中`;
  const said = formatFigure(figure);
  return scale === 'quality' ? `${exposures} 人次打分，校正后 ${said}` : `${exposures} 张排序，平均 ${said} 分`;
};
