import { normalizeReceipt } from '@zuimei/domain';

/** What the list of receipts says to what was typed: nothing yet, no receipt at all, listed or not. */
export type ReceiptAnswer = 'nothing' | 'malformed' | 'listed' | 'not-listed';

export function receiptAnswer(listed: readonly string[], typed: string): ReceiptAnswer {
  if (typed.trim() === '') return 'nothing';
  const receipt = normalizeReceipt(typed);
  if (!receipt.ok) return 'malformed';
  return listed.includes(receipt.value) ? 'listed' : 'not-listed';
}
