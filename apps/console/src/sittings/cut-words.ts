import { type AdvancingView } from '@zuimei/contracts';
import { entryNumberLabel } from '@zuimei/glossary';
import { formatFigure } from '@zuimei/ui';

type Line = NonNullable<AdvancingView['last']>;

/** 「被选中 12/40 次」, or the figure where places are no matter of picks. */
const lineInWords = (scale: AdvancingView['scale'], { picks, exposures, value }: Line): string =>
  scale === 'rate'
    ? `被选中 ${picks}/${exposures} 次`
    : `${scale === 'quality' ? '校正后的分数' : '平均名次分'} ${formatFigure({ scale, value })}`;

/** Where the line lies, in sentences: who goes on, with how much, and how far the first of the others is from it. */
export function cutInWords({ numbers, last, next, places, sharing, scale }: AdvancingView): string[] {
  if (!last) return ['没有一幅被选中，没有作品进入下一轮。'];
  const over = numbers.length - places;
  return [
    `${numbers.length} 幅进入下一轮：至少${lineInWords(scale, last)}。`,
    ...(over > 0 ? [`最后一名有 ${sharing} 幅并列，一起进入，所以比 ${places} 幅多 ${over} 幅。`] : []),
    ...(next
      ? [`线外最高的是 ${entryNumberLabel(next.number)}，${lineInWords(scale, next)}。`]
      : ['没有作品留在线外。']),
  ];
}
