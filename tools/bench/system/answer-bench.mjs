// An installation with a round of seated jurors, for the benchmarks of the ledger.
import { withClient } from '@zuimei/persistence';
import { checkAcknowledged, deliver, nextAnswerSet, openConnections } from './answer-sets.mjs';
import { writeGallery } from './gallery-rows.mjs';
import { writeSeats } from './hall-rows.mjs';
import { Installation } from './installation.mjs';
import { writeRound } from './round-rows.mjs';

export const MARKS = 10;
export const SEATS = 2_000;
const ENTRIES = 300;

export class AnswerBench {
  /** Ids of the answers that were acknowledged. */
  acknowledged = [];
  #next = 0;

  /** @param {number} sets answer sets that there are screens for; with none, seats lease their own */
  static async open(name, sets, seatCount = SEATS) {
    const installation = await Installation.open(name);
    try {
      await writeGallery(installation.ownerUrl, { key: '2026-01', entries: ENTRIES });
      const bench = await withClient(installation.ownerUrl, async (client) => {
        const roundId = await writeRound(client);
        const screensEach = MARKS * Math.ceil(sets / seatCount);
        const seats = await writeSeats(client, { home: installation.home, roundId, seats: seatCount, screensEach });
        return new AnswerBench(installation, roundId, seats);
      });
      await installation.start('api');
      return bench;
    } catch (error) {
      await installation.close();
      throw error;
    }
  }

  constructor(installation, roundId, seats) {
    this.installation = installation;
    this.roundId = roundId;
    this.seats = seats;
  }

  /** Milliseconds until the last of the next `count` sets was acknowledged, over so many connections. */
  async deliver(connections, count) {
    const sets = this.sets(count);
    const ms = await this.timed([{ connections, sets, origin: this.installation.origin }]);
    for (const { ids } of sets) this.acknowledged.push(...ids);
    return ms;
  }

  /** Milliseconds until the last set of all deliveries was acknowledged. Connections are opened before. */
  async timed(deliveries) {
    const opened = [];
    try {
      for (const { connections, origin } of deliveries) opened.push(await openConnections(origin, connections));
      const start = performance.now();
      await Promise.all(deliveries.map(({ sets }, i) => deliver(opened[i], sets)));
      const took = performance.now() - start;
      for (const { sets } of deliveries) for (const { ids, reply } of sets) checkAcknowledged(ids, reply);
      return took;
    } finally {
      for (const connection of opened.flat()) connection.close();
    }
  }

  /** The next answer sets, one seat after the other. */
  sets(count, origin = this.installation.origin) {
    const { host } = new URL(origin);
    return Array.from({ length: count }, () =>
      nextAnswerSet(this.seats[this.#next++ % this.seats.length], MARKS, host),
    );
  }

  /** The body of an answer as the ledger keeps it. */
  async body() {
    const [row] = await this.installation.rows('SELECT body FROM answers WHERE round_id = $1 LIMIT 1', [this.roundId]);
    return row.body;
  }

  close() {
    return this.installation.close();
  }
}
