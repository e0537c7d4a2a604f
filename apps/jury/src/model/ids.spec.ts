/** @jest-environment node */
import { newId, newNonce } from './ids.js';

describe('identifiers', () => {
  it('are UUIDs of version 7 that carry their time', () => {
    const id = newId(0x0198c0de1234);
    expect(id).toMatch(/^0198c0de-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(newId(0x0198c0de1235) > id).toBe(true);
    expect(newId()).not.toBe(newId());
  });
  it('and nonces have 128 bits', () => {
    expect(newNonce()).toMatch(/^[0-9a-f]{32}$/);
  });
});
