import { Injectable } from '@nestjs/common';
import { ReadDb } from '@zuimei/persistence';
import { SeatRepository, type SeatRow } from '@zuimei/persistence/judging';
import { Gathered } from './gathered.js';

/** Finds the seats of requests, those of many tablets in one statement. */
@Injectable()
export class SeatLookup {
  readonly #byId: Gathered<SeatRow>;
  readonly #byToken: Gathered<SeatRow>;
  readonly #byDelivery: Gathered<SeatRow>;

  constructor(db: ReadDb, seats: SeatRepository) {
    this.#byId = new Gathered((ids) => seats.byIds(db, ids));
    this.#byToken = new Gathered((hashes) => seats.byTokenHashes(db, hashes));
    this.#byDelivery = new Gathered((hashes) => seats.byDeliveryHashes(db, hashes));
  }

  byId(id: string): Promise<SeatRow | undefined> {
    return this.#byId.find(id);
  }

  /** The seat that a tablet's session opens, while it lasts. */
  bySession(tokenHash: Buffer): Promise<SeatRow | undefined> {
    return this.#byToken.find(tokenHash.toString('hex'));
  }

  /** The seat whose answers may be delivered, also after it has ended. */
  byDelivery(tokenHash: Buffer): Promise<SeatRow | undefined> {
    return this.#byDelivery.find(tokenHash.toString('hex'));
  }
}
