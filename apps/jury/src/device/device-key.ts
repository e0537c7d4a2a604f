import { fromBase64Url, toBase64Url } from '@zuimei/domain';
import { type OfflineStore } from '@zuimei/offline';

const STORED = 'device-key';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

/** The key of this browser: what it delivers is signed with it. */
export interface DeviceKey {
  /** The uncompressed point, base64url. */
  publicKey: string;
  /** r and s of an ECDSA signature with SHA-256, base64url. */
  sign(message: Uint8Array): Promise<string>;
}

interface StoredKey {
  publicKey: string;
  /** Not extractable: it can be used here, and copied by nobody. */
  privateKey: CryptoKey;
}

/** The browser's key, made at its first use and kept with what else the tablet remembers. */
export async function deviceKey(store: OfflineStore): Promise<DeviceKey> {
  const { publicKey, privateKey } = await alone(async () => {
    const known = await store.value<StoredKey>(STORED);
    if (known) return known;
    const pair = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const point = Uint8Array.of(4, ...(fromBase64Url(x) ?? []), ...(fromBase64Url(y) ?? []));
    const made: StoredKey = { publicKey: toBase64Url(point), privateKey: pair.privateKey };
    await store.commit({ values: { [STORED]: made } });
    return made;
  });
  return {
    publicKey,
    sign: async (message) =>
      toBase64Url(new Uint8Array(await crypto.subtle.sign(SIGNING, privateKey, message as BufferSource))),
  };
}

/** One tab makes the key, the others find it. */
const alone = <T>(work: () => Promise<T>): Promise<T> =>
  typeof navigator === 'object' && navigator.locks
    ? (navigator.locks.request('zuimei-jury-device-key', work) as Promise<T>)
    : work();
