import { type ProblemCode } from '@zuimei/contracts';
import { type Language, fill } from './label.js';
import { PROBLEM_TEXTS } from './problem-texts.js';

export * from './consent-texts.js';
export * from './label.js';
export * from './missing-glyphs.js';
export * from './problem-texts.js';
export * from './terms.js';

/** The sentence of a problem in one language, with its facts filled in. */
export const problemText = (
  code: ProblemCode,
  facts?: Readonly<Record<string, unknown>>,
  language: Language = 'zh',
): string => fill(PROBLEM_TEXTS[code][language], facts);
