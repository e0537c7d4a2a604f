import { type Badge, toHex } from '@zuimei/domain';

/** What a pass is shown by: the code printed on it, or its badge. */
export type Shown = { code: string } | Badge;

/** What opens a seat with the server. The signature stays here: the server knows its own badges. */
export const passOf = (shown: Shown): { code: string } | { passId: string; secret: string } =>
  'code' in shown ? shown : { passId: shown.passId, secret: toHex(shown.secret) };
