import { Injectable } from '@nestjs/common';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { type StaffSessionRow, StaffSessionRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import type { StaffCaller } from '../callers.js';
import { tokenHash } from '../session-token.js';

const MINUTE = 60_000;

/** How long a staff session lasts. */
export const STAFF_SESSION = {
  /** Without a request. */
  idleMs: 2 * 60 * MINUTE,
  /** In all. */
  absoluteMs: 12 * 60 * MINUTE,
  /** After a password was typed. */
  freshMs: 10 * MINUTE,
} as const;

/** Finds staff by the token of their session. */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly sessions: StaffSessionRepository,
    private readonly clock: Clock,
  ) {}

  /** The staff member of a token, or null where the session is unknown, ended or over. */
  async find(token: string): Promise<StaffCaller | null> {
    const row = await this.sessions.byTokenHash(this.db, tokenHash(token));
    if (!row) return null;
    const now = this.clock.now();
    if (
      now.getTime() - row.lastSeenAt.getTime() > STAFF_SESSION.idleMs ||
      now.getTime() - row.createdAt.getTime() > STAFF_SESSION.absoluteMs
    ) {
      return null;
    }
    if (now.getTime() - row.lastSeenAt.getTime() > MINUTE) {
      await this.unit.run((tx) => this.sessions.touch(tx, row.id, now));
    }
    return toStaffCaller(row);
  }
}

export const toStaffCaller = (row: StaffSessionRow): StaffCaller => ({
  kind: 'staff',
  staffId: row.staffId,
  sessionId: row.id,
  login: row.login,
  displayName: row.displayName,
  role: row.role,
  freshUntil: row.freshUntil,
});
