import { type ProgressView } from '@zuimei/contracts';
import { actionInWords } from '../audit/action-words.js';

/** What happened in the hall, in words: the seat first where there is one. */
export function eventInWords({ action, facts }: ProgressView['recent'][number]): string {
  const words = actionInWords(action);
  return typeof facts.alias === 'string' ? `${facts.alias} ${words}` : words;
}
