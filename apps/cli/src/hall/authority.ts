import { randomBytes, webcrypto } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { PRIVATE_RANGES, PRIVATE_SUFFIXES } from './private-places.js';

x509.cryptoProvider.set(webcrypto as never);

export const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
export const DAY_MS = 86_400_000;
const YEARS_MS = 10 * 365 * DAY_MS;
/** Tablets whose clock is a day behind must trust a certificate that was made today. */
export const BACKDATED_MS = 2 * DAY_MS;

/** The hall's own certificate authority: what staff let a tablet trust. */
export interface Authority {
  certificate: x509.X509Certificate;
  key: webcrypto.CryptoKey;
}

/** An integer of 127 bits: positive and never twice. */
export const freshSerial = (): string => {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40;
  return bytes.toString('hex');
};

export const makeKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;

/**
 * Which hosts the authority may speak for: private ones alone. Whoever stole its key could stand in for no site of the
 * internet towards a tablet that trusts it.
 */
function constraints(): x509.Extension {
  const permit = (base: ConstructorParameters<typeof GeneralName>[0]) =>
    new GeneralSubtree({ base: new GeneralName(base) });
  const permitted = new GeneralSubtrees([
    ...PRIVATE_SUFFIXES.map((dNSName) => permit({ dNSName })),
    ...PRIVATE_RANGES.map((iPAddress) => permit({ iPAddress })),
  ]);
  const value = AsnConvert.serialize(new NameConstraints({ permittedSubtrees: permitted }));
  return new x509.Extension('2.5.29.30', true, value);
}

/** A new authority: for web servers only, for private hosts only, with no authority below it. */
export async function makeAuthority(now: Date, machine = os.hostname()): Promise<Authority> {
  const keys = await makeKeys();
  const label = `${machine.replace(/[^A-Za-z0-9-]/g, '').slice(0, 30)} ${randomBytes(2).toString('hex')}`.trim();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: freshSerial(),
    name: [{ CN: [`zuimei hall ${label}`] }],
    notBefore: new Date(now.getTime() - BACKDATED_MS),
    notAfter: new Date(now.getTime() + YEARS_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      constraints(),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

/** The folder of the hall's certificates in the installation's home. */
export const hallFolder = (home: string): string => path.join(home, 'hall');

/**
 * The authority of this installation, made where there is none: tablets that trust it go on doing so. Key and certificate
 * stand in one file of mode 0600, which gets its name when it is whole.
 */
export async function openAuthority(folder: string, now: Date): Promise<Authority> {
  const file = path.join(folder, 'authority.pem');
  if (fs.existsSync(file)) return readAuthority(file, now);
  // The home itself must stay open to PostgreSQL's own user.
  fs.mkdirSync(path.dirname(folder), { recursive: true, mode: 0o755 });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = await makeAuthority(now);
  writePrivate(file, await pemOf(made.key, [made.certificate]));
  return made;
}

/** PEM of a private key and of certificates behind it. */
export async function pemOf(key: webcrypto.CryptoKey, certificates: readonly x509.X509Certificate[]): Promise<string> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  return `${[x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), ...certificates.map((one) => one.toString('pem'))].join('\n')}\n`;
}

export function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text, { mode: 0o600 });
  fs.renameSync(draft, file);
}

async function readAuthority(file: string, now: Date): Promise<Authority> {
  if (process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0) {
    throw new Error(`${file} can be read by others: delete it, and let the tablets trust the new one`);
  }
  const [key, certificate] = x509.PemConverter.decodeWithHeaders(fs.readFileSync(file, 'utf8'));
  if (key?.type !== 'PRIVATE KEY' || certificate?.type !== 'CERTIFICATE') throw new Error(`${file} cannot be read`);
  const authority = {
    key: await webcrypto.subtle.importKey('pkcs8', key.rawData, ALGORITHM, true, ['sign']),
    certificate: new x509.X509Certificate(certificate.rawData),
  };
  if (authority.certificate.notAfter.getTime() < now.getTime() + 400 * DAY_MS) {
    throw new Error(`${file} ends soon: delete it, and let the tablets trust the new one`);
  }
  return authority;
}
