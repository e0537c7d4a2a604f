import { type PublicRules } from '@zuimei/contracts';
import { PHOTO_TYPE_LABELS, prizesInWords } from '@zuimei/glossary';
import { formatBytes, formatCount } from '@zuimei/ui';

/** What a photo is held to, said before it is chosen. */
export function RulesLine({ rules, left }: { rules: PublicRules; left: number }) {
  return (
    <p className="zm-small submit__rules">
      还能投 {Math.max(0, left)} 幅 · 短边 ≥ {formatCount(rules.minShortSide)} 像素 · 不超过{' '}
      {formatBytes(rules.maxBytes)} · {rules.photoTypes.map((type) => PHOTO_TYPE_LABELS[type].zh).join('、')}
      {rules.prizes.length > 0 && ` · ${prizesInWords(rules.prizes)}`}
    </p>
  );
}
