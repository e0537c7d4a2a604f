// A tablet that keeps what it has and sends it again until it is acknowledged, as the outbox does.
import { setTimeout as pause } from 'node:timers/promises';
import { KeepAliveClient } from '../bench/system/keep-alive-client.mjs';
import { nextAnswerSet } from '../bench/system/answer-sets.mjs';

const RETRY_MS = 50;
const GIVE_UP_MS = 60_000;
/** What may be said while something is broken. All of it must be safe to send again. */
const LATER = new Set([500, 502, 503, 504]);

export class PatientTablet {
  /** Ids of answers that were acknowledged. */
  acknowledged = [];
  /** Deliveries that had to be made again. */
  again = 0;
  /** Answers that the server already had when they came again. */
  duplicates = 0;
  #seat;
  #origin;
  #connection = null;

  constructor(seat, origin) {
    this.#seat = seat;
    this.#origin = origin;
  }

  get screensLeft() {
    return this.#seat.screens.length;
  }

  /** Answers the next screens and delivers them, as often as that takes. */
  async vote(marks) {
    const { ids, request } = nextAnswerSet(this.#seat, Math.min(marks, this.screensLeft), new URL(this.#origin).host);
    const deadline = Date.now() + GIVE_UP_MS;
    for (;;) {
      const reply = await this.#send(request);
      if (reply?.status === 200) {
        this.#take(ids, JSON.parse(reply.body).results);
        return;
      }
      if (reply && !LATER.has(reply.status)) throw new Error(`${reply.status}: ${reply.body}`);
      if (Date.now() > deadline) throw new Error('never acknowledged');
      this.again += 1;
      await pause(RETRY_MS);
    }
  }

  close() {
    this.#connection?.close();
  }

  #take(ids, results) {
    results.forEach(({ id, status }, i) => {
      if (id !== ids[i] || !['accepted', 'duplicate'].includes(status)) throw new Error(`${id} was ${status}`);
      if (status === 'duplicate') this.duplicates += 1;
    });
    if (results.length !== ids.length) throw new Error('not every answer was acknowledged');
    this.acknowledged.push(...ids);
  }

  /** The reply, or nothing where the connection ended before it. */
  async #send(request) {
    try {
      this.#connection ??= await KeepAliveClient.connect(this.#origin);
      return await this.#connection.exchange(request);
    } catch {
      this.#connection?.close();
      this.#connection = null;
      return undefined;
    }
  }
}
