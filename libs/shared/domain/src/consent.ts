/**
 * The consent texts that authors have agreed to, oldest first. A version is never taken away and its text never changed:
 * whoever agreed to it must be able to read it later. The texts themselves stand in the glossary.
 */
export const CONSENT_VERSIONS = ['2026-01', '2026-11', '2026-12'] as const;
export type ConsentVersion = (typeof CONSENT_VERSIONS)[number];

/** What new editions ask for. */
export const NEWEST_CONSENT: ConsentVersion = '2026-12';

/** The texts by which a district that an author lets be kept may be shown on the wall; by the others it is for moderators. */
export const CONSENTS_SHOWING_DISTRICT: readonly ConsentVersion[] = ['2026-12'];
