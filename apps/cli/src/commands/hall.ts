import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import { loadConfig } from '@zuimei/platform';
import encodeQR from 'qr';
import { type Command, type CommandInput, UsageError } from '../command.js';
import { hallFolder, openAuthority } from '../hall/authority.js';
import { isPrivatePlace, ownAddresses } from '../hall/private-places.js';
import { serverCertificate } from '../hall/server-certificate.js';
import { serveTrust } from '../hall/trust-server.js';
import { runSystem } from '../start/run-system.js';

export const hall: Command = {
  name: 'hall',
  usage: 'hall [--name HOST] [--trust-port PORT] [--certificates-only]',
  about:
    'Starts everything for a hall, over HTTPS on the laptop’s own network: with the certificate of TLS_CERT_FILE, else with one of a local authority that staff let the tablets trust.',
  options: {
    name: { type: 'string' },
    'trust-port': { type: 'string', default: '3080' },
    'certificates-only': { type: 'boolean', default: false },
  },
  async run({ values, say }) {
    const config = loadConfig();
    const name = values.name === undefined ? undefined : String(values.name).toLowerCase();
    const trustPort = Number(values['trust-port']);
    if (!Number.isInteger(trustPort) || trustPort < 0 || trustPort > 65_535) throw new UsageError('no such port');
    if (config.http.tls) return runTrusted(name, config.http.port, config.http.publicOrigin, say);

    if (name && !isPrivatePlace(name)) {
      throw new UsageError(
        `${name} is no private name or address: take one that ends in .local, or bring a certificate for it by TLS_CERT_FILE`,
      );
    }
    const addresses = ownAddresses();
    const host = name ?? addresses[0];
    if (!host) throw new UsageError('this machine is in no private network: start its hotspot, or give --name');
    const now = new Date();
    const folder = hallFolder(config.home);
    const authority = await openAuthority(folder, now);
    const hosts = [...new Set([host, ...addresses, '127.0.0.1'])];
    const files = await serverCertificate(authority, folder, hosts.filter(isPrivatePlace), now);
    const der = Buffer.from(authority.certificate.rawData);
    const fingerprint = new X509Certificate(der).fingerprint256;
    say(`authority ${fingerprint}`);
    if (values['certificates-only']) return 0;

    const origin = originOn(host, config.http.port);
    return runSystem({
      demo: false,
      say,
      settings: {
        HOST: '0.0.0.0',
        PUBLIC_ORIGIN: origin,
        TLS_CERT_FILE: files.certFile,
        TLS_KEY_FILE: files.keyFile,
        HSTS: 'false',
      },
      onReady: async () => {
        const trust = await serveTrust({ host: '0.0.0.0', port: trustPort, origin, fingerprint, der });
        const page = `http://${addresses[0] ?? host}:${trust.port}/trust`;
        say('\n平板先扫这个码，装会场证书：');
        showCode(page, say);
        say(`证书指纹 ${fingerprint}\n\n装好证书的平板扫这个码，打开评审端：`);
        showCode(`${origin}/jury/`, say);
        say('评审员自己的手机没有这张证书：请领会场平板。');
      },
    });
  },
};

/** With a certificate that every browser trusts there is nothing to hand out. */
function runTrusted(
  name: string | undefined,
  port: number,
  publicOrigin: string | null,
  say: CommandInput['say'],
): Promise<number> {
  const origin = name ? originOn(name, port) : publicOrigin;
  if (!origin) throw new UsageError('with TLS_CERT_FILE give --name, the name in that certificate, or PUBLIC_ORIGIN');
  return runSystem({
    demo: false,
    say,
    settings: { HOST: '0.0.0.0', PUBLIC_ORIGIN: origin },
    onReady: async () => {
      say('\n平板和评审员自己的手机都扫这个码，打开评审端：');
      showCode(`${origin}/jury/`, say);
    },
  });
}

const originOn = (host: string, port: number): string =>
  new URL(`https://${net.isIPv6(host) ? `[${host}]` : host}:${port}`).origin;

function showCode(address: string, say: CommandInput['say']): void {
  say(encodeQR(address, 'term', { ecc: 'low' }));
  say(address);
}
