import { chainGenesis, toHex } from '@zuimei/domain';

/** Where a chain stands, as people compare it: the hall writes it down, and the result must end there. */
export const runningHead = (tip: { seq: number; hash: Uint8Array } | undefined): { length: number; head: string } => ({
  length: tip?.seq ?? 0,
  head: toHex(tip?.hash ?? chainGenesis()),
});
