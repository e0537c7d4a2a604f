import { answersMessage, completeMessage } from './device-message.js';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('what a device signs', () => {
  it('is the canonical JSON of what it delivers, under a name of its own', () => {
    expect(text(answersMessage('seat', 'round', [{ screenId: 's', id: 'a' }]))).toBe(
      'zuimei-answers-v1\n{"answers":[{"id":"a","screenId":"s"}],"roundId":"round","seatId":"seat"}',
    );
    expect(text(completeMessage('seat', 'round', 'ab'))).toBe(
      'zuimei-complete-v1\n{"receiptNonce":"ab","roundId":"round","seatId":"seat"}',
    );
  });
});
