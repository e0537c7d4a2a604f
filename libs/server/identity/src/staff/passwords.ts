import { hash, verify } from '@node-rs/argon2';

/** OWASP's second recommended setting for argon2id: 19 MiB, two passes, one lane. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

/** Least length of a new password, in characters. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** argon2id in PHC string form, with a salt of its own. Unicode is normalised, so an input method does not matter. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), SETTINGS);

let decoy: Promise<string> | undefined;

/**
 * Whether `password` belongs to `passwordHash`. Without a hash (no such login) the work is done all the same, so that
 * the time taken does not tell which logins exist.
 */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a password that nobody has');
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'));
  return matches && passwordHash !== undefined;
}
