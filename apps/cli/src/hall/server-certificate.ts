import { type webcrypto, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import {
  ALGORITHM,
  type Authority,
  BACKDATED_MS,
  DAY_MS,
  freshSerial,
  makeKeys,
  pemOf,
  writePrivate,
} from './authority.js';
import { isPrivatePlace } from './private-places.js';

/** Below the 398 days that browsers allow from the first to the last. */
const VALID_MS = 390 * DAY_MS;
const RENEW_BEFORE_MS = 30 * DAY_MS;

/** The server's certificate for these hosts, with its key. */
export async function issueCertificate(
  authority: Authority,
  hosts: readonly string[],
  now: Date,
): Promise<{ certificate: x509.X509Certificate; key: webcrypto.CryptoKey }> {
  for (const host of hosts) {
    if (!isPrivatePlace(host))
      throw new Error(`the hall's own authority may not speak for ${host}: it is no private host`);
  }
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: freshSerial(),
    // What counts are the alternative names: browsers do not read this one.
    subject: [{ CN: ['zuimei hall'] }],
    issuer: authority.certificate.subjectName,
    notBefore: new Date(now.getTime() - BACKDATED_MS),
    notAfter: new Date(now.getTime() + VALID_MS - BACKDATED_MS),
    publicKey: keys.publicKey,
    signingKey: authority.key,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: net.isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

export interface CertificateFiles {
  certFile: string;
  keyFile: string;
}

/** The files of a certificate for these hosts: those of last time where they still fit, else new ones. */
export async function serverCertificate(
  authority: Authority,
  folder: string,
  hosts: readonly string[],
  now: Date,
): Promise<CertificateFiles> {
  const files = { certFile: path.join(folder, 'server.crt'), keyFile: path.join(folder, 'server.key') };
  if (fits(files, authority, hosts, now)) return files;
  const { certificate, key } = await issueCertificate(authority, hosts, now);
  writePrivate(files.keyFile, await pemOf(key, []));
  writePrivate(files.certFile, `${certificate.toString('pem')}\n`);
  return files;
}

function fits(files: CertificateFiles, authority: Authority, hosts: readonly string[], now: Date): boolean {
  if (!fs.existsSync(files.certFile) || !fs.existsSync(files.keyFile)) return false;
  const kept = new X509Certificate(fs.readFileSync(files.certFile));
  const issuer = new X509Certificate(Buffer.from(authority.certificate.rawData));
  return (
    kept.verify(issuer.publicKey) &&
    kept.validToDate.getTime() > now.getTime() + RENEW_BEFORE_MS &&
    hosts.every((host) => (net.isIP(host) ? kept.checkIP(host) : kept.checkHost(host)) !== undefined)
  );
}
