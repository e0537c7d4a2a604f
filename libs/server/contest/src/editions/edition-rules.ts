import type { EditionSummary, PublicRules } from '@zuimei/contracts';
import { DEFAULT_EDITION_RULES, type EditionRules, phase } from '@zuimei/domain';
import type { IntakeRules } from '@zuimei/imaging';
import type { EditionRow } from '@zuimei/persistence/contest';

/** What an organizer may set; stored as given, everything else is the usual. */
export type SetRules = Partial<PublicRules>;

/** The rules of an edition, whole. */
export function rulesOf(edition: Pick<EditionRow, 'rules'>): EditionRules {
  const { caps, ...set } = edition.rules as SetRules;
  return {
    ...DEFAULT_EDITION_RULES,
    ...set,
    caps: {
      ...(caps?.perAuthor ? { perAuthor: caps.perAuthor } : {}),
      ...(caps?.perCompany ? { perCompany: caps.perCompany } : {}),
    },
  };
}

/** What an author must know before uploading. */
export function publicRulesOf(edition: Pick<EditionRow, 'rules'>): PublicRules {
  const { caps, ...rules } = rulesOf(edition);
  return {
    quota: rules.quota,
    photoTypes: [...rules.photoTypes],
    minShortSide: rules.minShortSide,
    maxBytes: rules.maxBytes,
    maxPixels: rules.maxPixels,
    maxSide: rules.maxSide,
    maxAspect: rules.maxAspect,
    titleMax: rules.titleMax,
    storyMax: rules.storyMax,
    placeMax: rules.placeMax,
    placeRequired: rules.placeRequired,
    consentVersion: rules.consentVersion,
    winners: rules.winners,
    prizes: rules.prizes.map(({ name, count }) => ({ name, count })),
    moments: rules.moments,
    heartsWeight: rules.heartsWeight,
    tieLadder: [...rules.tieLadder],
    phoneRetentionDays: rules.phoneRetentionDays,
    caps: { perAuthor: caps.perAuthor ?? null, perCompany: caps.perCompany ?? null },
  };
}

/** What a picture is held to when its last byte arrives. */
export function intakeRulesOf(edition: Pick<EditionRow, 'rules'>): IntakeRules {
  const { photoTypes, maxBytes, maxPixels, maxSide, minShortSide, maxAspect, maxScans } = rulesOf(edition);
  return { types: photoTypes, maxBytes, maxPixels, maxSide, minShortSide, maxAspect, maxScans };
}

/** The phase of an edition at `now`. */
export const phaseOf = (
  edition: Pick<EditionRow, 'collectingFrom' | 'collectingUntil' | 'judgingFrom' | 'publishedAt'>,
  now: Date,
): EditionSummary['phase'] =>
  phase(
    {
      opensAt: edition.collectingFrom.getTime(),
      closesAt: edition.collectingUntil.getTime(),
      judgingAt: edition.judgingFrom.getTime(),
      publishedAt: edition.publishedAt?.getTime() ?? null,
    },
    now.getTime(),
  );
