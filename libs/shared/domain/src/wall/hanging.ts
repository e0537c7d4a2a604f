import { CONSENT_VERSIONS, type ConsentVersion } from '../consent.js';
import { ok, refuse, type Refusal, type Result } from '../result.js';
import type { EntryState } from '../states/entry.states.js';

/** What decides whether an entry may hang on the wall of 365, wherever it would hang. */
export interface HangingEntry {
  readonly state: EntryState;
  /** The result of its edition is public: before, the wall would say what the jury has not said yet. */
  readonly published: boolean;
  /** Its photo was compared with all others, so that a copy would be known. */
  readonly compared: boolean;
  readonly consent: {
    readonly version: string;
    readonly original: boolean;
    readonly noSecrets: boolean;
    /** Somebody can be recognised who has not agreed. */
    readonly facesOpen: boolean;
  };
}

export type HangingRefusal = Refusal<'ENTRY_LEFT' | 'ENTRY_NOT_PUBLIC' | 'CONSENT_NOT_FOR_WALL' | 'PHOTO_NOT_COMPARED'>;

/**
 * Whether an entry may hang on the wall. Refuses with ENTRY_LEFT (facts: `state`), ENTRY_NOT_PUBLIC,
 * CONSENT_NOT_FOR_WALL (every known consent text names the wall, so all of its answers must be there) or
 * PHOTO_NOT_COMPARED, which passes by itself.
 */
export const mayHang = ({ state, published, compared, consent }: HangingEntry): Result<null, HangingRefusal> => {
  if (state !== 'active') return refuse('ENTRY_LEFT', { state });
  if (!published) return refuse('ENTRY_NOT_PUBLIC', {});
  const agreed = CONSENT_VERSIONS.includes(consent.version as ConsentVersion);
  if (!(agreed && consent.original && consent.noSecrets) || consent.facesOpen)
    return refuse('CONSENT_NOT_FOR_WALL', {});
  return compared ? ok(null) : refuse('PHOTO_NOT_COMPARED', {});
};

/** Which winner hangs on which day, and who does not hang for want of a day or because a photo like theirs hangs. */
export interface HungWinners {
  readonly hung: readonly { readonly entryId: string; readonly day: string }[];
  readonly withoutDay: readonly string[];
  readonly alike: readonly string[];
}

/**
 * Hangs winners one a day: the i-th that may hang takes the i-th free day. Who hangs already keeps the place; of photos
 * that are alike only the best one hangs, none where one hangs already.
 * @param winners entry ids, best first, each once
 * @param freeDays ascending
 * @param alike pairs of entries whose photos are the same or near-duplicates, in either order
 * @param hanging entries that hang already, winners or not
 */
export const hangWinners = (
  winners: readonly string[],
  freeDays: readonly string[],
  alike: readonly (readonly [string, string])[],
  hanging: ReadonlySet<string>,
): HungWinners => {
  const on = new Set(hanging);
  const hung: { entryId: string; day: string }[] = [];
  const left = { withoutDay: [] as string[], alike: [] as string[] };
  const isLikeOneThatHangs = (entryId: string): boolean =>
    alike.some(([a, b]) => (a === entryId && on.has(b)) || (b === entryId && on.has(a)));
  for (const entryId of winners) {
    if (on.has(entryId)) continue;
    const day = freeDays[hung.length];
    if (isLikeOneThatHangs(entryId)) left.alike.push(entryId);
    else if (day === undefined) left.withoutDay.push(entryId);
    else {
      hung.push({ entryId, day });
      on.add(entryId);
    }
  }
  return { hung, ...left };
};
