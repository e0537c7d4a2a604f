import { type AnswerResult } from '@zuimei/contracts';
import { ApiProblem, type Client, endpoints, isRefusal } from '@zuimei/api-client';
import { answersMessage, completeMessage } from '@zuimei/domain';
import { type Deliver, type OutboxItem, type Verdict } from '@zuimei/offline';
import { type DeviceKey } from '../device/device-key.js';
import { type Payload, type SeatMeta } from './records.js';

/** Why an answer was not counted, as it is kept until a person has seen it. */
export interface Uncounted {
  /** A problem code, or `LATE` for what came after the round was closed. */
  code: string;
}

export interface DeliveryNews {
  serverTime(time: string): void;
  /** `merged`: the ballot was handed in at another tablet before. */
  completed(seatId: string, merged: boolean): void;
}

interface Deps {
  api: Pick<Client, 'call'>;
  /** What the seat was opened with. */
  key(): Promise<Pick<DeviceKey, 'sign'>>;
  /** How many items of a group wait, these included. */
  waiting(group: string): Promise<number>;
  /** Tells the server of a seat that was opened here; gives the token that delivers the rest of its group. */
  openSeat(seat: OpenedHere): Promise<{ deliveryToken: string }>;
  /** Keeps that token for the group. */
  remember(group: string, meta: SeatMeta): Promise<void>;
  /** Why the server did not take the seat that a group belongs to, as far as that is known. */
  refusalOf(group: string): Promise<Uncounted | undefined>;
  news: DeliveryNews;
}

export interface OpenedHere {
  seatId: string;
  roundId: string;
  passId: string;
  proof: string;
  startedAt: string;
}

/** What a group needs to deliver anything but its check-in. */
type Known = SeatMeta & { deliveryToken: string };

/** Refusals of the whole request that a later try may not meet: the token's own trouble is settled by the staff. */
export const RETRY_WHEN_STAFFED = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'FORBIDDEN', 'CROSS_SITE_REQUEST'];

const refused = (id: string, code: string): Verdict => ({
  id,
  outcome: 'refused',
  reason: { code } satisfies Uncounted,
});

const verdictOf = ({ id, status, code }: AnswerResult): Verdict => {
  if (status === 'accepted' || status === 'duplicate') return { id, outcome: 'done' };
  return refused(id, status === 'late' ? 'LATE' : (code ?? 'INTERNAL'));
};

const payloadOf = (item: OutboxItem): Payload => item.payload as Payload;

/**
 * Delivers a seat's answers, then its completion, with the seat's own token and signed with the tablet's key, so that it
 * works after the juror has gone.
 * Only what the server says of an id is handed on; everything that is not its word is thrown.
 */
export function deliverAnswers({ api, key, waiting, openSeat, remember, refusalOf, news }: Deps): Deliver {
  const sign = async (message: Uint8Array) => (await key()).sign(message);

  const answers = async (items: OutboxItem[], meta: Known): Promise<Verdict[]> => {
    const seatId = items[0]?.group ?? '';
    const pending = Math.max(0, (await waiting(seatId)) - items.length);
    const inputs = items.flatMap((item) => {
      const payload = payloadOf(item);
      return payload.kind === 'answer' ? [payload.input] : [];
    });
    const signature = await sign(answersMessage(seatId, meta.roundId, inputs));
    const { results, serverTime } = await api.call(
      endpoints.submitAnswers,
      { body: { roundId: meta.roundId, answers: inputs, pending, signature } },
      { bearer: meta.deliveryToken },
    );
    news.serverTime(serverTime);
    // The answer's id and the item's id are the same.
    return results.map(verdictOf);
  };

  const complete = async (item: OutboxItem, receiptNonce: string, meta: Known): Promise<Verdict[]> => {
    const signature = await sign(completeMessage(item.group, meta.roundId, receiptNonce));
    const { merged } = await api.call(
      endpoints.completeBallot,
      { body: { roundId: meta.roundId, receiptNonce, signature } },
      { bearer: meta.deliveryToken },
    );
    news.completed(item.group, merged);
    return [{ id: item.id, outcome: 'done' }];
  };

  const leave = async (item: OutboxItem, meta: Known): Promise<Verdict[]> => {
    await api.call(endpoints.leaveSeat, { body: {} }, { bearer: meta.deliveryToken });
    return [{ id: item.id, outcome: 'done' }];
  };

  /** The server has not taken the seat: what was answered in it goes the way of its check-in, and is seen by staff. */
  const withoutSeat = async (items: OutboxItem[]): Promise<Verdict[]> => {
    const why = await refusalOf(items[0]?.group ?? '');
    if (!why) return [];
    return items.map((item) =>
      // Nothing of the juror's is in a leave.
      payloadOf(item).kind === 'leave' ? { id: item.id, outcome: 'done' } : refused(item.id, why.code),
    );
  };

  const checkIn = async (item: OutboxItem, opened: Omit<OpenedHere, 'seatId' | 'roundId'>, meta: SeatMeta) => {
    const { seatId, roundId } = { seatId: item.group, roundId: meta.roundId };
    const reply = await openSeat({ seatId, roundId, ...opened }).catch((error: unknown) => {
      // A juror began on the host's word before the server heard of the opening: all of it waits for that.
      if (isRefusal(error, 'ROUND_NOT_OPEN') && error.facts['state'] === 'ready') return null;
      throw error;
    });
    if (!reply) return [];
    const { deliveryToken } = reply;
    await remember(item.group, { ...meta, deliveryToken });
    return [{ id: item.id, outcome: 'done' as const }];
  };

  const attempt = async (items: OutboxItem[], at: SeatMeta): Promise<Verdict[]> => {
    const [first] = items;
    if (!first) return [];
    const payload = payloadOf(first);
    try {
      if (payload.kind === 'check-in') {
        const { passId, proof, startedAt } = payload;
        return await checkIn(first, { passId, proof, startedAt }, at);
      }
      const { deliveryToken } = at;
      if (deliveryToken === null) return await withoutSeat(items);
      const meta: Known = { ...at, deliveryToken };
      if (payload.kind === 'answer') return await answers(items, meta);
      return payload.kind === 'leave' ? await leave(first, meta) : await complete(first, payload.receiptNonce, meta);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.retryable) throw error;
      // One malformed answer must not take the others of its set with it.
      if (items.length > 1 && error.code === 'VALIDATION_FAILED')
        return (await Promise.all(items.map((item) => attempt([item], at)))).flat();
      // Nothing of the juror's is in a leave: one that is refused is no answer that was not counted.
      if (payload.kind === 'leave') return [{ id: first.id, outcome: 'done' }];
      return items.map((item) => refused(item.id, error.code));
    }
  };

  return async (items, group) => {
    const [first] = items;
    if (!first || !group) return [];
    const { kind } = payloadOf(first);
    const end = kind === 'answer' ? items.findIndex((item) => payloadOf(item).kind !== kind) : 1;
    return attempt(end < 0 ? items : items.slice(0, end), group.meta as SeatMeta);
  };
}
