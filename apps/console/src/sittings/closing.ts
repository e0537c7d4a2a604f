import { type ProgressView } from '@zuimei/contracts';

/** What closing at this moment would mean. */
export function closingMeans(progress: ProgressView) {
  const tablets = progress.tablets.filter(({ pending }) => pending > 0);
  return {
    /** Entries below the target. */
    below: progress.exposures.filter((count) => count < progress.targetExposure).length,
    /** Percent of its target that the least exposed entry has, 100 at most. */
    coverage: Math.min(100, Math.floor((100 * (progress.exposures[0] ?? 0)) / progress.targetExposure)),
    unfinished: namesInWords(progress.jurors.unfinished),
    tablets,
    answers: tablets.reduce((sum, { pending }) => sum + pending, 0),
  };
}

const NAMED = 6;

/** 「A003、A009」, of many the first six and how many there are; null of none. */
export const namesInWords = (names: readonly string[]): string | null =>
  names.length === 0
    ? null
    : names.length <= NAMED
      ? names.join('、')
      : `${names.slice(0, NAMED).join('、')} 等 ${names.length} 人`;

/**
 * Minutes until every entry has its target, at the speed of those who are voting now: missing exposures ÷ (tablets voting
 * × entries a screen ÷ seconds a screen). Null while nothing can be said.
 */
export function minutesToTarget(progress: ProgressView): number | null {
  const { exposures, targetExposure, answers, medianSecondsPerScreen: seconds } = progress;
  const voting = progress.tablets.filter(({ status }) => status === 'voting' || status === 'unsynced').length;
  if (!seconds || voting === 0 || answers === 0) return null;
  const shown = exposures.reduce((sum, count) => sum + count, 0);
  const missing = exposures.reduce((sum, count) => sum + Math.max(0, targetExposure - count), 0);
  const entriesPerAnswer = shown / answers;
  if (entriesPerAnswer === 0) return null;
  return Math.ceil((missing / entriesPerAnswer / voting) * (seconds / 60));
}
