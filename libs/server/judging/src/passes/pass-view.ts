import type { PassView } from '@zuimei/contracts';
import type { PassRow } from '@zuimei/persistence/judging';

/** A pass as staff see it; never its code. */
export const passView = (pass: PassRow): PassView => ({
  id: pass.id,
  alias: pass.alias,
  state: pass.state,
  holderName: pass.holderName,
  holderCompany: pass.holderCompany,
  issuedAt: pass.issuedAt.toISOString(),
  activatedAt: pass.activatedAt?.toISOString() ?? null,
});
