import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@zuimei/persistence';
import {
  AttemptRepository,
  AuthorSessionRepository,
  SignInCodeRepository,
  StaffSessionRepository,
} from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { AUTHOR_SESSION_IDLE_MS } from './authors/author-sessions.js';
import { STAFF_SESSION } from './staff/staff-sessions.js';

const DAY = 24 * 60 * 60_000;

/** Deletes what is of no use any more: spent codes, counters whose window is over, sessions that open nothing. */
@Injectable()
export class CleanUpIdentity {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly codes: SignInCodeRepository,
    private readonly attempts: AttemptRepository,
    private readonly staffSessions: StaffSessionRepository,
    private readonly authorSessions: AuthorSessionRepository,
    private readonly clock: Clock,
  ) {}

  /** Gives how many rows went. Safe to run at any time, from several processes at once. */
  async run(): Promise<number> {
    const now = this.clock.now();
    const ago = (ms: number) => new Date(now.getTime() - ms);
    return this.unit.run(
      async (tx) =>
        (await this.codes.prune(tx, ago(DAY))) +
        (await this.attempts.prune(tx, now)) +
        (await this.staffSessions.prune(tx, ago(STAFF_SESSION.absoluteMs + DAY))) +
        (await this.authorSessions.prune(tx, ago(AUTHOR_SESSION_IDLE_MS + DAY))),
    );
  }
}
