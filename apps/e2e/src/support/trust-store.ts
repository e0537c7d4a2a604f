import { createHash, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What a certificate's row and its trust's row in NSS's `cert9.db` hold, by PKCS #11 attribute (`a` and its number in hex). */
type Row = Record<string, number | Uint8Array>;

const ulong = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const YES = Buffer.from([1]);
const NO = Buffer.from([0]);
/** NSS's way to store an empty value. */
const EMPTY = Buffer.from('a5005a', 'hex');
const CERTIFICATE = 1;
const NSS_TRUST = 0xce534353;
const TRUSTED_DELEGATOR = 0xce534352;
const MUST_VERIFY = 0xce53435b;
const UNKNOWN = 0xce534353;

/** The whole value of a DER element that begins at `at`, and where the next one begins. */
function element(der: Buffer, at: number): { from: number; inside: number; end: number } {
  const first = der[at + 1] as number;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length = more === 0 ? first : der.readUIntBE(at + 2, more);
  return { from: at, inside: at + 2 + more, end: at + 2 + more + length };
}

/** Serial number and issuer of a certificate as they stand in it (RFC 5280, TBSCertificate). */
function serialAndIssuer(der: Buffer): { serial: Buffer; issuer: Buffer } {
  const tbs = element(der, element(der, 0).inside);
  const version = element(der, tbs.inside);
  const serial = element(der, version.end);
  const algorithm = element(der, serial.end);
  const issuer = element(der, algorithm.end);
  return { serial: der.subarray(serial.from, serial.end), issuer: der.subarray(issuer.from, issuer.end) };
}

/**
 * A home folder for Chromium on Linux in which one authority is trusted for web sites, and nothing else is added: its NSS
 * database as Chromium reads it, written without NSS's own tool, which a bare machine lacks. Every other fault of a
 * certificate stays fatal.
 */
export function trustInHome(home: string, pem: string): void {
  const folder = path.join(home, '.pki/nssdb');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const der = new X509Certificate(pem).raw;
  const { serial, issuer } = serialAndIssuer(der);
  const both = { a1: YES, a2: NO, a81: issuer, a82: serial, a170: YES };
  const certificate: Row = {
    id: 1,
    ...both,
    a0: ulong(CERTIFICATE),
    a3: Buffer.from('hall'),
    a11: der,
    a80: ulong(0),
    a101: issuer,
    a102: createHash('sha1').update(der).digest(),
  };
  const trust: Row = {
    id: 2,
    ...both,
    a0: ulong(NSS_TRUST),
    a3: EMPTY,
    ace536358: ulong(TRUSTED_DELEGATOR),
    ace536359: ulong(MUST_VERIFY),
    ace53635a: ulong(UNKNOWN),
    ace53635b: ulong(UNKNOWN),
    ace536360: NO,
    ace5363b4: createHash('sha1').update(der).digest(),
    ace5363b5: createHash('md5').update(der).digest(),
  };
  const database = new DatabaseSync(path.join(folder, 'cert9.db'));
  const columns = [...new Set([...Object.keys(certificate), ...Object.keys(trust)])].filter((name) => name !== 'id');
  database.exec(`CREATE TABLE nssPublic (id PRIMARY KEY UNIQUE ON CONFLICT ABORT, ${columns.join(', ')})`);
  for (const row of [certificate, trust]) {
    const names = Object.keys(row);
    database
      .prepare(`INSERT INTO nssPublic (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row));
  }
  database.close();
}
