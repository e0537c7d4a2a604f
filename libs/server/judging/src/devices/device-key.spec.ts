import { isSignedBy, SoftDevice } from './device-key.js';

const message = Buffer.from('zuimei-answers-v1\n{}');
const keyOf = (device: SoftDevice) => Buffer.from(device.publicKey, 'base64url');

describe('a device’s signature', () => {
  it('is taken in its raw form, whatever r and s begin with', async () => {
    const device = new SoftDevice();
    // One of 256 begins with a zero byte, half with a first bit that is set.
    for (let i = 0; i < 600; i += 1) {
      const text = Buffer.from(`message ${i}`);
      expect(await isSignedBy(keyOf(device), text, device.sign(text))).toBe(true);
    }
  });

  it('is refused over another message, by another key, with a bit changed, or of another length', async () => {
    const device = new SoftDevice();
    const signature = device.sign(message);
    expect(await isSignedBy(keyOf(device), Buffer.from('another'), signature)).toBe(false);
    expect(await isSignedBy(keyOf(new SoftDevice()), message, signature)).toBe(false);
    expect(await isSignedBy(null, message, signature)).toBe(false);
    expect(await isSignedBy(Buffer.alloc(65), message, signature)).toBe(false);
    for (const at of [0, 31, 32, 63]) {
      const bad = Buffer.from(signature, 'base64url');
      bad[at] = (bad[at] as number) ^ 1;
      expect(await isSignedBy(keyOf(device), message, bad.toString('base64url'))).toBe(false);
    }
    for (const raw of [Buffer.alloc(64), Buffer.alloc(64, 0xff), Buffer.alloc(63, 1), Buffer.alloc(0)])
      expect(await isSignedBy(keyOf(device), message, raw.toString('base64url'))).toBe(false);
  });
});
