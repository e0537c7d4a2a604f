import fs from 'node:fs';
import {
  type BundleCheck,
  bundleShape,
  fromHex,
  keyFingerprint,
  readTrustedKey,
  type ResultBundle,
  readBundleFile,
  verifyBundleFile,
  verifyObservers,
} from '@zuimei/domain';
import { createPublicKey } from 'node:crypto';
import { type Command, UsageError } from '../command.js';
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
    const observers = typeof values.observers === 'string' ? fs.readFileSync(values.observers) : undefined;
    if (observers && positionals.length > 1) throw new UsageError('an observers’ package goes with one bundle');
    const trustedKey = typeof values.key === 'string' ? trusted(values.key) : undefined;
    let wrong = false;
    for (const file of positionals) {
      let bytes: Buffer;
      try {
        bytes = fs.readFileSync(file);
      } catch (error) {
        complain(`zuimei verify: ${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
        wrong = true;
        continue;
      }
      const { checks: ofBundle, value } = verifyBundleFile(bytes, decodeUtf8, { sha256, verifySignature, trustedKey });
      const checks: Check[] = [...ofBundle, ...(observers ? observersChecks(observers, value) : [])];
      const passed = checks.every((check) => check.passed);
      wrong ||= !passed;
      const facts = { file, sha256: Buffer.from(sha256(bytes)).toString('hex'), passed, ...factsOf(value) };
      say(values.json ? JSON.stringify({ ...facts, checks }) : report(facts, checks));
    }
    return wrong ? 1 : 0;
  },
};

type Check = Omit<BundleCheck, 'name'> & { readonly name: string };

function observersChecks(bytes: Uint8Array, bundle: unknown): Check[] {
  if (bundleShape(bundle).length > 0) {
    return [{ number: 12, name: 'observers-format', passed: false, faults: ['not checked: the bundle is malformed'] }];
  }
  const { value, faults } = readBundleFile(bytes, decodeUtf8);
  const [first, ...rest] = verifyObservers(value, bundle as ResultBundle, { sha256 });
  if (!first) return [];
  const all = [...faults, ...first.faults];
  return [{ ...first, passed: all.length === 0, faults: all }, ...rest];
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
  const { round, version, head } = (value ?? {}) as Partial<ResultBundle>;
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
