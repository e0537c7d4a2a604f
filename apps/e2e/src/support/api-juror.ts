import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { endpoints } from '@zuimei/contracts';
import { answersMessage, completeMessage } from '@zuimei/domain';
import { ApiPerson } from './api-person.js';

interface Habits {
  /** Which of two entries is liked better: the smaller figure. The place is the entry's on its screen, from 0. */
  prefer: (number: number, place: number) => number;
  /** Milliseconds before each screen. */
  shownMs: number;
}

/** A juror without a browser: votes by picks on everything there is and hands the ballot in; gives the receipt. */
export async function voteByApi(
  origin: string,
  code: string,
  name: string,
  picks: number,
  { prefer, shownMs }: Habits,
): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const signed = (message: Uint8Array) =>
    sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');

  const juror = new ApiPerson(origin);
  const device = { id: randomUUID(), name, publicKey: point.toString('base64url') };
  const { seatId, round } = await juror.call(endpoints.checkIn, { body: { pass: { code }, device } });
  for (let last = false; !last;) {
    const deck = await juror.call(endpoints.leaseDeck, { body: {} });
    const answers = deck.screens.map(({ id, entries }) => {
      const liked = entries.map(({ entryId, number }, place) => ({ entryId, figure: prefer(number, place) }));
      liked.sort((a, b) => a.figure - b.figure);
      const answer = { kind: 'picks' as const, picks: liked.slice(0, picks).map(({ entryId }) => entryId) };
      return { id: randomUUID(), screenId: id, revision: 1, answer, shownMs };
    });
    const signature = signed(answersMessage(seatId, round.id, answers));
    await juror.call(endpoints.submitAnswers, { body: { roundId: round.id, answers, signature } });
    ({ last } = deck);
  }
  const receiptNonce = randomBytes(16).toString('hex');
  const signature = signed(completeMessage(seatId, round.id, receiptNonce));
  const body = { roundId: round.id, receiptNonce, signature };
  return (await juror.call(endpoints.completeBallot, { body })).receipt;
}
