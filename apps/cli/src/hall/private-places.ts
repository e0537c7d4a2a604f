import net from 'node:net';
import os from 'node:os';

/**
 * Names that nobody can own on the internet: RFC 6761 and 6762, RFC 8375 and ICANN's `.internal`, and `.lan`, which routers
 * use and which is no top-level domain.
 */
export const PRIVATE_SUFFIXES = ['local', 'lan', 'internal', 'home.arpa', 'test', 'localhost'] as const;

/** Addresses that no one reaches from elsewhere: RFC 1918, loopback, link-local, RFC 4193. */
export const PRIVATE_RANGES = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
] as const;

const ranges = new net.BlockList();
for (const range of PRIVATE_RANGES) {
  const [address = '', bits] = range.split('/');
  ranges.addSubnet(address, Number(bits), net.isIPv6(address) ? 'ipv6' : 'ipv4');
}

const LABELS = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a host is one for which the hall's own authority may speak. */
export function isPrivatePlace(host: string): boolean {
  const family = net.isIP(host);
  if (family !== 0) return ranges.check(host, family === 6 ? 'ipv6' : 'ipv4');
  return LABELS.test(host) && PRIVATE_SUFFIXES.some((suffix) => host.endsWith(`.${suffix}`));
}

/** The private IPv4 addresses of this machine in its networks, a hotspot's usual ones first. */
export function ownAddresses(interfaces = os.networkInterfaces()): string[] {
  const found = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivatePlace(address))
    .map(({ address }) => address);
  const isHotspot = (address: string) => /^(192\.168\.(137|43|2)|10\.42\.0|172\.20\.10)\.1$/.test(address);
  return [...new Set(found)].sort((a, b) => Number(isHotspot(b)) - Number(isHotspot(a)));
}
