import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import tls from 'node:tls';
import { trustInHome } from './trust-store.js';

const root = path.resolve(import.meta.dirname, '../../../..');
const folder = path.join(root, 'test-results/hall-network');

/** The hall's name in the journeys. The browser finds it on this machine by a rule of its resolver. */
export const HALL_NAME = 'hall.zuimei.test';
export const RESOLVER_RULES = '--host-resolver-rules=MAP *.zuimei.test 127.0.0.1';

/** Chromium takes its trusted authorities from its user's home on Linux alone. */
export const HALL_IS_POSSIBLE = process.platform === 'linux';

/** The home of the journeys' browser: the hall's authority is trusted there, and nothing else is changed. */
export const BROWSER_HOME = path.join(folder, 'browser');

/** Makes the authority that all systems of this run share, as an operator makes it, and a browser's home that trusts it. */
export function prepareHallNetwork(): void {
  if (!HALL_IS_POSSIBLE) {
    console.warn('left out: HTTPS on a name that is not loopback, since Chromium here does not read trust from a home');
    return;
  }
  fs.rmSync(folder, { recursive: true, force: true });
  const words = ['hall', '--name', HALL_NAME, '--certificates-only'];
  execFileSync(process.execPath, [path.join(root, 'apps/cli/dist/main.js'), ...words], {
    env: { ...process.env, ZUIMEI_HOME: folder },
  });
  trustInHome(BROWSER_HOME, authorityPem());
}

/** Gives a system's home the authority of this run, and lets the requests of the tests themselves trust it. */
export function joinHallNetwork(home: string): void {
  fs.cpSync(path.join(folder, 'hall'), path.join(home, 'hall'), { recursive: true });
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), authorityPem()]);
}

/** Where requests of the tests themselves go: Node asks no resolver rule, and the certificate names this address too. */
export const addressInNode = (origin: string): string => origin.replace(HALL_NAME, '127.0.0.1');

const authorityPem = (): string => {
  const [, pem = ''] = /(-----BEGIN CERTIFICATE-----[^]+)/.exec(
    fs.readFileSync(path.join(folder, 'hall/authority.pem'), 'utf8'),
  ) ?? [''];
  return pem;
};
