import { type Client } from '@zuimei/api-client';
import { tabletMessage, toHex } from '@zuimei/domain';
import { type DeviceKey } from '../device/device-key.js';

/** The same client, each of whose requests the enrolled tablet signs. */
export function signedBy(
  api: Client,
  tabletId: string,
  key: () => Promise<Pick<DeviceKey, 'sign'>>,
  now: () => number,
): Pick<Client, 'call'> {
  const vouch = async ({ method, path, body }: { method: string; path: string; body: string }) => {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body) as BufferSource);
    const time = now();
    const message = tabletMessage(method, path, time, toHex(new Uint8Array(hash)));
    return {
      'x-zuimei-tablet': tabletId,
      'x-zuimei-time': String(time),
      'x-zuimei-signature': await (await key()).sign(message),
    };
  };
  const call = (route: never, parts: object = {}, options: object = {}) =>
    (api.call as (...args: unknown[]) => Promise<unknown>)(route, parts, { ...options, vouch });
  return { call: call as Client['call'] };
}
