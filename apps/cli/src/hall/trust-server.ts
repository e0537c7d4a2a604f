import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import { mobileConfig } from './mobile-config.js';
import { trustPage } from './trust-page.js';

export interface TrustServer {
  port: number;
  close(): void;
}

interface TrustParts {
  host: string;
  port: number;
  /** The hall's secure address. */
  origin: string;
  fingerprint: string;
  /** The authority's certificate. */
  der: Uint8Array;
}

/** Serves the trust page and the certificate in both forms over plain HTTP; every other address leads to the page. */
export async function serveTrust({ host, port, origin, fingerprint, der }: TrustParts): Promise<TrustServer> {
  const files: Record<string, { type: string; body: string | Uint8Array }> = {
    '/trust': { type: 'text/html; charset=utf-8', body: trustPage(origin, fingerprint) },
    '/zuimei-hall.mobileconfig': { type: 'application/x-apple-aspen-config', body: mobileConfig(der) },
    '/zuimei-hall.crt': { type: 'application/x-x509-ca-cert', body: der },
  };
  const server = http.createServer((request, response) => {
    const file = files[(request.url ?? '').split('?')[0] ?? ''];
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
    else if (!file) response.writeHead(302, { location: '/trust' }).end();
    else response.writeHead(200, { 'content-type': file.type }).end(file.body);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
