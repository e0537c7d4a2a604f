// What a tablet signs with its own key.
import { answersMessage, completeMessage } from '@zuimei/domain';
import { SoftDevice } from '@zuimei/judging';
import { randomUUID } from 'node:crypto';

/**
 * A tablet.
 * @typedef {{ id: string, name: string, key: SoftDevice }} Device
 */

/** @returns {Device} */
export const newDevice = (name) => ({ id: randomUUID(), name, key: new SoftDevice() });

/** What `checkIn` is told of the tablet. */
export const deviceBody = ({ id, name, key }) => ({ id, name, publicKey: key.publicKey });

/** The body of an answer set as the tablet sends it. */
export const signedAnswers = ({ id, roundId, device }, answers) => ({
  roundId,
  answers,
  pending: 0,
  signature: device.key.sign(answersMessage(id, roundId, answers)),
});

/** The body with which the ballot is handed in. */
export const signedCompletion = ({ id, roundId, device }, receiptNonce) => ({
  roundId,
  receiptNonce,
  signature: device.key.sign(completeMessage(id, roundId, receiptNonce)),
});
