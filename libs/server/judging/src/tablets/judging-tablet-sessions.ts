import { Injectable } from '@nestjs/common';
import { type TabletSession, TabletSessions } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import { TabletRepository } from '@zuimei/persistence/judging';
import { isSignedBy } from '../devices/device-key.js';

/** Finds enrolled tablets for the API's door. */
@Injectable()
export class JudgingTabletSessions extends TabletSessions {
  constructor(
    private readonly db: ReadDb,
    private readonly tablets: TabletRepository,
  ) {
    super();
  }

  async byId(tabletId: string): Promise<TabletSession | null> {
    const tablet = await this.tablets.byId(this.db, tabletId);
    return tablet ? { tabletId, sittingId: tablet.sittingId, revoked: tablet.revokedAt !== null } : null;
  }

  async isSignedBy(tabletId: string, message: Uint8Array, signature: string): Promise<boolean> {
    const tablet = await this.tablets.byId(this.db, tabletId);
    return isSignedBy(tablet?.publicKey ?? null, message, signature);
  }
}
