import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** What the static page says of a file. */
export interface PageVerdict {
  passed: boolean;
  checks: {
    number: number;
    name: string;
    passed: boolean;
    faults: { zh: string; en: string }[];
    note?: { en: string };
  }[];
  tally: unknown;
  fingerprint: string | null;
}

export interface PageVerifier {
  verify(bytes: Uint8Array, trustedKey?: string, observers?: Uint8Array): PageVerdict;
  findReceipt(bundle: unknown, typed: string): boolean | null;
  sha256(bytes: Uint8Array): Uint8Array;
  sha512(bytes: Uint8Array): Uint8Array;
  ed25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

export const PAGE = path.resolve(import.meta.dirname, '../../../portal/public/verifier.html');

/** The verifier of the static page, run outside of a browser: it needs nothing but ECMAScript, TextEncoder and TextDecoder. */
export function pageVerifier(): PageVerifier {
  const script = /<script id="core">([^]*?)<\/script>/.exec(fs.readFileSync(PAGE, 'utf8'))?.[1];
  if (!script) throw new Error('the page has no core script');
  const context = vm.createContext({ TextEncoder, TextDecoder, Uint8Array });
  return vm.runInContext(`${script}; zuimeiVerifier`, context) as PageVerifier;
}
