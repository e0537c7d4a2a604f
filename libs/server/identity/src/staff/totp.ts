import { Secret, TOTP } from 'otpauth';

/** Seconds that one code lives, by the clock. */
const PERIOD = 30;
/** Codes of the step before and after are taken too: a phone's clock may be half a minute off. */
const WINDOW = 1;
/** 160 bits, as RFC 4226 recommends. */
export const TOTP_SECRET_BYTES = 20;

const totpOf = (secret: Buffer, label = ''): TOTP =>
  new TOTP({
    issuer: '最美瞬间',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });

/** What an authenticator app takes: the `otpauth:` address for a QR code, and the secret to type. */
export function totpInvitation(secret: Buffer, login: string): { uri: string; secret: string } {
  const totp = totpOf(secret, login);
  return { uri: totp.toString(), secret: totp.secret.base32 };
}

/** The code of six digits at a time (RFC 6238, SHA-1, 30 s). */
export const totpAt = (secret: Buffer, at: Date): string => totpOf(secret).generate({ timestamp: at.getTime() });

/** The time step whose code this is, one step off at most; null where it is of none. */
export function totpStep(secret: Buffer, code: string, at: Date): number | null {
  const timestamp = at.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}
