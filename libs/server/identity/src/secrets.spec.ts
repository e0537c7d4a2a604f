import { ephemeralKeystore } from '@zuimei/platform';
import { SmsCodes } from './authors/sign-in-code.port.js';
import { IdentitySecrets } from './secrets.js';
import { tokenHash } from './session-token.js';
import { verifyPassword } from './staff/passwords.js';

describe('IdentitySecrets', () => {
  const keys = ephemeralKeystore();
  const secrets = new IdentitySecrets(keys);

  it('gives the same for the same, after a restart too, and other things for other keys', () => {
    expect(secrets.phone('13800000000')).toEqual(new IdentitySecrets(keys).phone('13800000000'));
    expect(secrets.phone('13800000000')).not.toEqual(secrets.phone('13800000001'));
    expect(secrets.phone('13800000000')).not.toEqual(new IdentitySecrets(ephemeralKeystore()).phone('13800000000'));
  });

  it('binds a code to its phone, and tells the parts apart', () => {
    expect(secrets.code('13800000000', '123456')).not.toEqual(secrets.code('13800000001', '123456'));
    expect(secrets.attempt('ab', 'c')).not.toEqual(secrets.attempt('a', 'bc'));
    expect(secrets.equal(secrets.code('1', '2'), secrets.code('1', '2'))).toBe(true);
    expect(secrets.equal(secrets.code('1', '2'), secrets.code('1', '3'))).toBe(false);
    expect(secrets.equal(Buffer.alloc(3), Buffer.alloc(4))).toBe(false);
  });

  it('keeps of a token its SHA-256', () => {
    expect(tokenHash('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('verifyPassword', () => {
  it('is never true without a hash, not even for the decoy', async () => {
    expect(await verifyPassword(undefined, 'a password that nobody has')).toBe(false);
  });
});

describe('SmsCodes', () => {
  it('sends the code and shows it to nobody', async () => {
    const sent: unknown[] = [];
    const codes = new SmsCodes({ send: async (...message) => void sent.push(message) });
    expect(await codes.deliver('13800000000', '123456')).toEqual({ shown: null });
    expect(sent).toEqual([['13800000000', { template: 'sign-in-code', code: '123456', validMinutes: 5 }]]);
  });
});
