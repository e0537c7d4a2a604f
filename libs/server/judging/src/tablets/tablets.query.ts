import { Injectable } from '@nestjs/common';
import type { Problem, TabletView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { SittingRepository, type TabletRecord, TabletRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';

/** A tablet as staff see it. */
export const tabletView = (row: TabletRecord): TabletView => ({
  id: row.id,
  name: row.name,
  enrolledAt: row.enrolledAt.toISOString(),
  enrolledBy: row.enrolledBy,
  revokedAt: row.revokedAt?.toISOString() ?? null,
  lastSeenAt: row.lastSeenAt.toISOString(),
  pending: row.pending,
  readiness: row.readiness,
});

/** Reads enrolled tablets. */
@Injectable()
export class EnrolledTablets {
  constructor(
    private readonly db: ReadDb,
    private readonly sittings: SittingRepository,
    private readonly tablets: TabletRepository,
    private readonly clock: Clock,
  ) {}

  async list(sittingId: string): Promise<Result<{ items: TabletView[]; serverTime: string }, Problem>> {
    if (!(await this.sittings.byId(this.db, sittingId))) return err({ code: 'NOT_FOUND' });
    const items = (await this.tablets.ofSitting(this.db, sittingId)).map(tabletView);
    return ok({ items, serverTime: this.clock.now().toISOString() });
  }
}
