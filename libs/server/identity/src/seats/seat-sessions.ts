/** What a seat's token says about its holder. */
export interface SeatSession {
  seatId: string;
  passId: string;
  sittingId: string;
}

/** Finds seats by the SHA-256 of a token. The slice of judging provides it; also the injection token. */
export abstract class SeatSessions {
  /** The seat of a tablet's session, or null where it is unknown, ended or given to the next juror. */
  abstract bySessionToken(tokenHash: Buffer): Promise<SeatSession | null>;
  /** The seat whose answers may still be delivered with this token, also after the juror has left. */
  abstract byDeliveryToken(tokenHash: Buffer): Promise<SeatSession | null>;
}
