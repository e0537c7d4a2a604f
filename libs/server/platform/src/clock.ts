import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** The time, as rules and use cases are told it. Also the injection token. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved. */
export class ManualClock extends Clock {
  constructor(private time: Date) {
    super();
  }
  now(): Date {
    return new Date(this.time);
  }
  set(time: Date): void {
    this.time = time;
  }
  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}

/** Identifiers and secrets from outside the rules. Also the injection token. */
export abstract class Ids {
  /** A UUID v7 (RFC 9562): ordered by the time it was made. */
  abstract next(): string;
  /** Random bytes that nobody can guess, as base64url; 32 bytes unless told. */
  abstract token(bytes?: number): string;
  /** Random bytes that nobody can guess. */
  abstract bytes(count: number): Buffer;
}

export class SystemIds extends Ids {
  next(): string {
    return v7();
  }
  token(bytes = 32): string {
    return randomBytes(bytes).toString('base64url');
  }
  bytes(count: number): Buffer {
    return randomBytes(count);
  }
}
