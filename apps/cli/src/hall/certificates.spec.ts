import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import https from 'node:https';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import * as x509 from '@peculiar/x509';
import {
  ALGORITHM,
  type Authority,
  freshSerial,
  hallFolder,
  makeAuthority,
  makeKeys,
  openAuthority,
  pemOf,
} from './authority.js';
import { isPrivatePlace, ownAddresses } from './private-places.js';
import { issueCertificate, serverCertificate } from './server-certificate.js';

const NOW = new Date('2026-11-28T01:00:00Z');
const DAY_MS = 86_400_000;
const HOSTS = ['hall.zuimei.test', '192.168.137.1'];

describe('a private place', () => {
  it.each([
    'hall.local',
    'a.b.lan',
    'hall.zuimei.test',
    '10.42.0.1',
    '172.31.255.255',
    '192.168.137.1',
    '127.0.0.1',
    'fd00::1',
  ])('is %s', (host) => expect(isPrivatePlace(host)).toBe(true));
  it.each([
    'local',
    'example.com',
    'hall.local.example.com',
    '*.local',
    '-.local',
    '8.8.8.8',
    '172.32.0.1',
    '2001:db8::1',
    '',
  ])('is not %p', (host) => expect(isPrivatePlace(host)).toBe(false));

  it('of this machine is a hotspot’s address first', () => {
    const of = (address: string, internal = false) =>
      ({ family: 'IPv4', internal, address }) as os.NetworkInterfaceInfo;
    expect(
      ownAddresses({ lo: [of('127.0.0.1', true)], eth: [of('10.1.2.3'), of('8.8.8.8')], ap: [of('192.168.137.1')] }),
    ).toEqual(['192.168.137.1', '10.1.2.3']);
  });
});

describe('the certificates of a hall', () => {
  let folder: string;
  let authority: Authority;
  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-hall-'));
    authority = await openAuthority(folder, NOW);
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('lie in the home, whose file of the authority nobody else reads', async () => {
    expect(hallFolder('/srv/zuimei')).toBe(path.join('/srv/zuimei', 'hall'));
    const file = path.join(folder, 'authority.pem');
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect((await openAuthority(folder, NOW)).certificate.equal(authority.certificate)).toBe(true);
    fs.chmodSync(file, 0o644);
    await expect(openAuthority(folder, NOW)).rejects.toThrow(/can be read by others/);
    fs.chmodSync(file, 0o600);
    await expect(openAuthority(folder, new Date(NOW.getTime() + 3500 * DAY_MS))).rejects.toThrow(/ends soon/);
  });

  it('keep the rules of iOS and Chrome', async () => {
    const { certificate } = await issueCertificate(authority, HOSTS, NOW);
    const leaf = new X509Certificate(Buffer.from(certificate.rawData));
    expect(leaf.subjectAltName).toBe('DNS:hall.zuimei.test, IP Address:192.168.137.1');
    expect(leaf.ca).toBe(false);
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    const days = (leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / DAY_MS;
    expect([days <= 398, leaf.validFromDate.getTime() < NOW.getTime() - DAY_MS]).toEqual([true, true]);
    const root = new X509Certificate(Buffer.from(authority.certificate.rawData));
    expect([root.ca, leaf.checkIssued(root), leaf.verify(root.publicKey)]).toEqual([true, true, true]);
    const basic = authority.certificate.getExtension(x509.BasicConstraintsExtension);
    expect([basic?.critical, basic?.pathLength]).toEqual([true, 0]);
    expect(authority.certificate.getExtension('2.5.29.30')?.critical).toBe(true);
  });

  it('are made anew only where they no longer fit', async () => {
    const read = async (hosts: string[], now = NOW) =>
      fs.readFileSync((await serverCertificate(authority, folder, hosts, now)).certFile, 'utf8');
    const first = await read(HOSTS);
    expect(await read(HOSTS)).toBe(first);
    expect(await read(HOSTS.slice(0, 1))).toBe(first);
    const second = await read([...HOSTS, '10.0.0.7']);
    expect(second).not.toBe(first);
    expect(await read(HOSTS, new Date(NOW.getTime() + 365 * DAY_MS))).not.toBe(second);
    expect(fs.statSync(path.join(folder, 'server.key')).mode & 0o777).toBe(0o600);
  });

  it('are refused for a host of the internet', async () => {
    await expect(issueCertificate(authority, ['union.example.com'], NOW)).rejects.toThrow(/no private host/);
  });

  it('open a connection for whoever trusts the authority alone, on the names and addresses in them', async () => {
    const live = await makeAuthority(new Date());
    const { certificate, key } = await issueCertificate(live, ['hall.zuimei.test', '127.0.0.1'], new Date());
    const server = https.createServer({ key: await pemOf(key, []), cert: certificate.toString('pem') });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const meet = async (servername: string, ca: string): Promise<string> => {
      const socket = tls.connect({ host: '127.0.0.1', port, ca, ...(servername ? { servername } : {}) });
      try {
        await once(socket, 'secureConnect');
        return 'open';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? '';
      } finally {
        socket.destroy();
      }
    };
    const ca = live.certificate.toString('pem');
    const other = (await makeAuthority(new Date())).certificate.toString('pem');
    expect(await meet('hall.zuimei.test', ca)).toBe('open');
    expect(await meet('', ca)).toBe('open');
    expect(await meet('other.zuimei.test', ca)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await meet('hall.zuimei.test', other)).not.toBe('open');
    server.close();
  });

  it('can do no harm: a site of the internet, signed with a stolen key, is refused', async () => {
    const live = await makeAuthority(new Date());
    const keys = await makeKeys();
    const forged = await x509.X509CertificateGenerator.create({
      serialNumber: freshSerial(),
      subject: [{ CN: ['bank.example.com'] }],
      issuer: live.certificate.subjectName,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + DAY_MS),
      publicKey: keys.publicKey,
      signingKey: live.key,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'bank.example.com' }])],
    });
    const server = tls.createServer({
      key: await pemOf(keys.privateKey, []),
      cert: forged.toString('pem'),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = tls.connect({ port, ca: live.certificate.toString('pem'), servername: 'bank.example.com' });
    const [error] = (await once(socket, 'error')) as [Error];
    socket.destroy();
    server.close();
    expect(error.message).toMatch(/permitted subtree violation/);
  });

  it('please openssl too', async () => {
    const certFile = path.join(folder, 'checked.crt');
    fs.writeFileSync(certFile, (await issueCertificate(authority, HOSTS, NOW)).certificate.toString('pem'));
    const caFile = path.join(folder, 'ca.crt');
    fs.writeFileSync(caFile, authority.certificate.toString('pem'));
    const at = String(NOW.getTime() / 1000);
    let said: string;
    try {
      const words = ['verify', '-x509_strict', '-purpose', 'sslserver', '-attime', at, '-CAfile', caFile];
      said = execFileSync('openssl', [...words, '-verify_ip', '192.168.137.1', certFile], { encoding: 'utf8' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      console.warn('left out: there is no openssl on this machine');
      return;
    }
    expect(said).toMatch(/: OK/);
  });
});
