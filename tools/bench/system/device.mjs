// A tablet's key, and what the tablet signs with it.
import { randomUUID } from 'node:crypto';

/**
 * @typedef {object} Device
 * @property {string} id
 * @property {string} name
 */

/** @returns {Promise<Device>} */
export async function newDevice(name) {
  return { id: randomUUID(), name };
}

/** What `checkIn` is told of the tablet. */
export const deviceBody = ({ id, name }) => ({ id, name });

/** The body of an answer set as the tablet sends it. */
export async function signedAnswers(_seat, body) {
  return body;
}

/** The body with which the ballot is handed in. */
export async function signedCompletion(_seat, body) {
  return body;
}
