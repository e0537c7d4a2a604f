import { Injectable } from '@nestjs/common';
import type { PreloadView, Problem } from '@zuimei/contracts';
import { entriesForRound } from '@zuimei/contest';
import {
  canonicalJson,
  err,
  maySee,
  ok,
  PASS_PRELOAD_INFO,
  PASS_TAG_BYTES,
  passTagMessage,
  type Result,
  uuidBytes,
} from '@zuimei/domain';
import type { TabletCaller } from '@zuimei/identity';
import { ReadDb } from '@zuimei/persistence';
import {
  PassRepository,
  type PassRow,
  RoundRepository,
  type RoundRow,
  SittingRepository,
} from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { JudgingKeys, sha256 } from '../judging-keys.js';
import { companyLabel } from '../rounds/round-facts.js';
import { Seats } from '../seats/seats.query.js';

const IV_BYTES = 12;

/** Seals a pass's line: only who holds the badge learns whose it is and what that juror may not see. */
export function sealForPass(passId: string, secret: Buffer, what: { alias: string; exclude: string[] }): string {
  const key = hkdfSync('sha256', secret, uuidBytes(passId) as Uint8Array, PASS_PRELOAD_INFO, 32);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), iv);
  const sealed = Buffer.concat([iv, cipher.update(canonicalJson(what)), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** What a tablet needs to go on without a network. */
@Injectable()
export class Preload {
  constructor(
    private readonly db: ReadDb,
    private readonly sittings: SittingRepository,
    private readonly passes: PassRepository,
    private readonly rounds: RoundRepository,
    private readonly seats: Seats,
    private readonly keys: JudgingKeys,
    private readonly clock: Clock,
  ) {}

  async get({ sittingId, revoked }: TabletCaller): Promise<Result<PreloadView, Problem>> {
    if (revoked) return err({ code: 'TABLET_REVOKED' });
    const sitting = await this.sittings.byId(this.db, sittingId);
    if (!sitting) return err({ code: 'NOT_FOUND' });
    const round = await this.rounds.inSession(this.db, sittingId);
    const passes = await this.#passes(sittingId);
    const entries = await this.#entries(round);
    const allowed = {
      method: round?.method ?? { kind: 'yes-no' as const },
      seed: '',
      excludeOwnCompany: round?.excludeOwnCompany ?? false,
    };
    return ok({
      version: versionOf(
        round,
        passes,
        entries.map(({ entryId }) => entryId),
      ),
      sitting: { id: sitting.id, name: sitting.name, venue: sitting.venue },
      sittingKey: this.keys.sittingPublicKey(sittingId).toString('base64url'),
      round: round
        ? {
            ...(await this.seats.roundView(round)),
            plannedMinutes: round.plannedMinutes,
            targetExposure: round.targetExposure,
          }
        : null,
      photos: entries.map(({ entryId, number, photo }) => ({ entryId, number, photo })),
      passes: passes.map((pass) => {
        const juror = { author: pass.holderAuthorId, company: companyLabel(pass.holderCompany) };
        const exclude = entries
          .filter(
            ({ entryId, authorId, company }) =>
              !maySee(juror, { id: entryId, author: authorId, company: companyLabel(company) }, allowed),
          )
          .map(({ entryId }) => entryId);
        return {
          tag: Buffer.from(sha256(passTagMessage(pass.id)).subarray(0, PASS_TAG_BYTES)).toString('base64url'),
          sealed: sealForPass(pass.id, this.keys.secretBytes(pass), { alias: pass.alias, exclude }),
        };
      }),
      serverTime: this.clock.now().toISOString(),
    });
  }

  /** Changes whenever a tablet should ask for its preload again. */
  async version(sittingId: string, round: RoundRow | undefined): Promise<string> {
    const rows = round ? await this.rounds.activeEntryIds(this.db, round.id) : [];
    return versionOf(round, await this.#passes(sittingId), rows);
  }

  async #passes(sittingId: string): Promise<PassRow[]> {
    return (await this.passes.ofSitting(this.db, sittingId)).filter(({ state }) => state !== 'revoked');
  }

  async #entries(round: RoundRow | undefined) {
    if (!round) return [];
    const rows = await this.rounds.entries(this.db, round.id);
    const entries = await entriesForRound(this.db, { ids: rows.map(({ entryId }) => entryId) });
    return entries.filter(({ state }) => state === 'active');
  }
}

function versionOf(round: RoundRow | undefined, passes: readonly PassRow[], entryIds: readonly string[]): string {
  const facts = [round?.id ?? '', ...passes.map(({ id }) => id).sort(), '', ...[...entryIds].sort()];
  return createHash('sha256').update(facts.join('\n')).digest('base64url').slice(0, 22);
}
