import fs from 'node:fs';
import {
  type BundleCheck,
  type BundleFrame,
  fromHex,
  keyFingerprint,
  readTrustedKey,
  verifyBundleFile,
  verifyObservers,
} from '@zuimei/domain';
import { createPublicKey } from 'node:crypto';
import { type Command, UsageError } from '../command.js';
import { filePieces, sha256OfPieces } from '../file-pieces.js';
import { decodeUtf8, sha256, verifySignature } from '../hash.js';

export const verify: Command = {
  name: 'verify',
  usage: 'verify BUNDLE… [--key KEY] [--observers FILE] [--json]',
  about:
    'Checks result bundles from their bytes alone, in numbered checks. KEY is what was shown in the hall: the key’s ' +
    'fingerprint, its 64 hexadecimal digits, or a file that holds it. --observers checks the observers’ package against ' +
    'the one bundle. Exit code 0: all passed; 1: something is wrong.',
  options: { json: { type: 'boolean', default: false }, key: { type: 'string' }, observers: { type: 'string' } },
  async run({ values, positionals, say, complain }) {
    if (positionals.length === 0) throw new UsageError('name at least one bundle');
    const observers = typeof values.observers === 'string' ? values.observers : undefined;
    if (observers && positionals.length > 1) throw new UsageError('an observers’ package goes with one bundle');
    const trustedKey = typeof values.key === 'string' ? trusted(values.key) : undefined;
    let wrong = false;
    for (const file of positionals) {
      try {
        const { facts, checks } = verifyFile(file, observers, trustedKey);
        wrong ||= !facts.passed;
        say(values.json ? JSON.stringify({ ...facts, checks }) : report(facts, checks));
      } catch (error) {
        const { code, path } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        complain(`zuimei verify: ${path ?? file}: cannot be read (${code})`);
        wrong = true;
      }
    }
    return wrong ? 1 : 0;
  },
};

type Check = Omit<BundleCheck, 'name'> & { readonly name: string };

/** Reads files piece by piece: a round may have a million answers. Throws where one cannot be read. */
function verifyFile(file: string, observers: string | undefined, trustedKey: string | undefined) {
  const deps = { sha256, verifySignature, trustedKey };
  const digest = sha256OfPieces(filePieces(file));
  const bundle = verifyBundleFile(filePieces(file), decodeUtf8, deps);
  const others = observers ? verifyObservers(filePieces(observers), decodeUtf8, bundle, deps) : [];
  const checks: Check[] = [...bundle.checks, ...others];
  const passed = checks.every((check) => check.passed);
  return { facts: { file, sha256: digest, passed, ...factsOf(bundle.value) }, checks };
}

/** The key that somebody trusts: given as it is, or in a file as hexadecimal digits, a fingerprint or PEM. */
function trusted(given: string): string {
  const asGiven = readTrustedKey(given);
  if (asGiven) return asGiven;
  if (!fs.existsSync(given)) throw new UsageError(`--key is neither a key, nor a fingerprint, nor a file: ${given}`);
  const content = fs.readFileSync(given, 'utf8');
  const key = content.includes('-----BEGIN') ? pemKey(content) : readTrustedKey(content);
  if (!key) throw new UsageError(`${given} holds no Ed25519 public key`);
  return key;
}

function pemKey(content: string): string | undefined {
  try {
    const { crv, x } = createPublicKey(content).export({ format: 'jwk' });
    return crv === 'Ed25519' && x ? Buffer.from(x, 'base64url').toString('hex') : undefined;
  } catch {
    return undefined;
  }
}

interface Facts {
  file: string;
  sha256: string;
  passed: boolean;
  round: string | null;
  version: number | null;
  keyFingerprint: string | null;
}

/** What a bundle says of itself, read with care: it may be any JSON. */
function factsOf(value: unknown): Pick<Facts, 'round' | 'version' | 'keyFingerprint'> {
  const { round, version, head } = (value ?? {}) as Partial<BundleFrame>;
  const key = typeof head?.publicKey === 'string' ? fromHex(head.publicKey) : undefined;
  return {
    round: typeof round?.title === 'string' ? round.title : null,
    version: typeof version === 'number' ? version : null,
    keyFingerprint: key?.length === 32 ? keyFingerprint(key, sha256) : null,
  };
}

// A bundle is a stranger's file: what it says must not reach a terminal as control characters.
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd');

const report = (facts: Facts, checks: readonly Check[]): string =>
  [
    `${facts.file}: ${plain(facts.round ?? '?')}, version ${facts.version ?? '?'}, SHA-256 ${facts.sha256}`,
    ...checks.flatMap(({ number, name, passed, faults, note }) => [
      `${passed ? 'ok   ' : 'WRONG'} ${String(number).padStart(2)} ${name}`,
      ...faults.map((fault) => `         ${plain(fault)}`),
      ...(note === undefined ? [] : [`         ${note}`]),
    ]),
    facts.passed ? 'All checks passed.' : 'This bundle is not what was published.',
  ].join('\n');
