import { type PublicRules } from '@zuimei/contracts';

/** The figures among the rules, in the order of the form, in the unit that people think in. */
export const FIGURES = [
  { rule: 'quota', label: '每人最多投几幅', unit: 1 },
  { rule: 'minShortSide', label: '短边至少多少像素', unit: 1 },
  { rule: 'maxBytes', label: '文件最多多少 MB', unit: 1024 * 1024 },
  { rule: 'maxPixels', label: '最多多少万像素', unit: 10_000 },
  { rule: 'maxSide', label: '长边最多多少像素', unit: 1 },
  { rule: 'maxAspect', label: '长边最多是短边的几倍', unit: 1 },
  { rule: 'titleMax', label: '标题最多几个字', unit: 1 },
  { rule: 'storyMax', label: '故事最多几个字', unit: 1 },
  { rule: 'placeMax', label: '地点最多几个字', unit: 1 },
  { rule: 'winners', label: '获奖幅数', unit: 1 },
  { rule: 'moments', label: '上瞬间墙的幅数', unit: 1 },
  { rule: 'heartsWeight', label: '点赞权重（%，0 到 40）', unit: 1 },
  { rule: 'phoneRetentionDays', label: '奖品交付后手机号留几天', unit: 1 },
] as const satisfies readonly { rule: keyof PublicRules; label: string; unit: number }[];
export type Figure = (typeof FIGURES)[number]['rule'];

type Chosen = Pick<PublicRules, 'photoTypes' | 'consentVersion' | 'placeRequired' | 'tieLadder'>;

/** A prize as typed. */
export interface PrizeForm {
  name: string;
  count: string;
}

/** The rules as the form holds them: figures as typed, a cap that is empty is none. */
export interface RulesForm extends Chosen {
  figures: Record<Figure, string>;
  prizes: PrizeForm[];
  perAuthor: string;
  perCompany: string;
}

export const formOf = (rules: PublicRules): RulesForm => ({
  figures: Object.fromEntries(FIGURES.map(({ rule, unit }) => [rule, String(rules[rule] / unit)])) as Record<
    Figure,
    string
  >,
  perAuthor: rules.caps.perAuthor?.toString() ?? '',
  perCompany: rules.caps.perCompany?.toString() ?? '',
  prizes: rules.prizes.map(({ name, count }) => ({ name, count: String(count) })),
  photoTypes: rules.photoTypes,
  consentVersion: rules.consentVersion,
  placeRequired: rules.placeRequired,
  tieLadder: rules.tieLadder,
});

/** What is sent: figures in the rules' own unit, rounded to whole ones. */
export const rulesOf = ({ figures, prizes, perAuthor, perCompany, ...chosen }: RulesForm): Partial<PublicRules> => ({
  ...chosen,
  ...Object.fromEntries(FIGURES.map(({ rule, unit }) => [rule, Math.round(Number(figures[rule]) * unit)])),
  prizes: prizes.map(({ name, count }) => ({ name: name.trim(), count: Number(count) })),
  caps: { perAuthor: orNull(perAuthor), perCompany: orNull(perCompany) },
});

const orNull = (value: string) => (value === '' ? null : Number(value));
