import { type REFUSAL_REASONS } from '@zuimei/contracts';
import { REFUSAL_REASON_LABELS } from '@zuimei/glossary';

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The six reasons in the order of the keys 1–6. */
export const REASONS = Object.keys(REFUSAL_REASON_LABELS) as RefusalReason[];
