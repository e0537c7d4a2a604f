import { receiptFromDigest, receiptInput } from '@zuimei/domain';

/**
 * The receipt of a ballot, made here so that it can be shown without a network; the server makes the same one of the
 * same nonce. WebCrypto exists in secure contexts only, as do camera and service worker.
 */
export async function makeReceipt(roundId: string, nonce: string): Promise<string> {
  const input = receiptInput(roundId, nonce);
  return receiptFromDigest(new Uint8Array(await crypto.subtle.digest('SHA-256', input as BufferSource)));
}
