import { BROWSER_HOME, HALL_IS_POSSIBLE, RESOLVER_RULES } from './hall-network.js';

/** How every browser of the journeys starts. `npm test` names the browser in CHROMIUM_PATH. */
export const LAUNCH = {
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  // The hall's authority is trusted there; no flag makes light of a certificate's fault.
  ...(HALL_IS_POSSIBLE ? { env: { ...process.env, HOME: BROWSER_HOME } as Record<string, string> } : {}),
  args: [
    RESOLVER_RULES,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
