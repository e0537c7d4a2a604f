import { Injectable } from '@nestjs/common';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { AuthorSessionRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import type { AuthorCaller } from '../callers.js';
import { tokenHash } from '../session-token.js';

const HOUR = 60 * 60_000;

/** How long an author stays signed in without a request. */
export const AUTHOR_SESSION_IDLE_MS = 30 * 24 * HOUR;

/** Finds authors by the token of their session. */
@Injectable()
export class AuthorSessions {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly sessions: AuthorSessionRepository,
    private readonly clock: Clock,
  ) {}

  /** The author of a token, or null where the session is unknown, ended or over. */
  async find(token: string): Promise<AuthorCaller | null> {
    const row = await this.sessions.byTokenHash(this.db, tokenHash(token));
    if (!row) return null;
    const now = this.clock.now();
    const idle = now.getTime() - row.lastSeenAt.getTime();
    if (idle > AUTHOR_SESSION_IDLE_MS) return null;
    if (idle > HOUR) await this.unit.run((tx) => this.sessions.touch(tx, row.id, now));
    return {
      kind: 'author',
      authorId: row.authorId,
      sessionId: row.id,
      displayName: row.displayName,
      company: row.company,
      phoneTail: row.phoneTail,
    };
  }

  /** Signs the author out on this device. */
  async end(caller: AuthorCaller): Promise<void> {
    await this.unit.run((tx) => this.sessions.end(tx, caller.sessionId, this.clock.now()));
  }
}
