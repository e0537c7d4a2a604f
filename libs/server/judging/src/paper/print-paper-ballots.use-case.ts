import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, formatPassCode, type Method, ok, receiptOf, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import {
  DeckRepository,
  PaperRepository,
  RoundRepository,
  SittingRepository,
  type PaperBallotRow,
} from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { JudgingKeys, sha256 } from '../judging-keys.js';
import { drawPaperSheets, type PaperSheet } from './paper-sheet.js';

/** What to do with one screen, on paper. */
function ruleOf(method: Method): string {
  switch (method.kind) {
    case 'approve':
      return `在最好的作品编号前打勾，1 到 ${method.max} 幅。`;
    case 'grid':
      return `每一屏在最好的 ${method.picks} 幅编号前打勾，正好 ${method.picks} 幅。`;
    case 'pair':
      return '每一屏在更好的一幅编号前打勾。';
    case 'yes-no':
      return '入围的在编号前打勾，不入围的打叉。';
    case 'score':
      return '在编号前的格子里写 1 到 5 分，5 分最好。';
    case 'rank':
      return `在编号前的格子里写名次，最多排 ${method.max} 名。`;
  }
}

/** Prints the ballots on paper that are not settled. Codes and receipts are derived anew each time. */
@Injectable()
export class PrintPaperBallots {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly sittings: SittingRepository,
    private readonly paper: PaperRepository,
    private readonly decks: DeckRepository,
    private readonly keys: JudgingKeys,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: StaffCaller, roundId: string): Promise<Result<Buffer, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const numbers = new Map((await this.rounds.entries(this.db, roundId)).map((row) => [row.entryId, row.number]));
    const waiting = (await this.paper.ofRound(this.db, roundId)).filter(({ settledAt, valid }) => !settledAt && valid);
    const sheets: PaperSheet[] = [];
    for (const ballot of waiting) sheets.push(await this.#sheet(ballot, numbers));
    const pdf = await drawPaperSheets({
      contest: await this.sittings.contestName(this.db, round.sittingId),
      sitting: round.sittingName,
      venue: round.venue,
      round: round.name,
      rule: ruleOf(round.method),
      sheets,
      madeAt: this.clock.now(),
    });
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'paper.ballots-printed',
        subject: { kind: 'round', id: roundId },
        facts: { name: round.name, count: sheets.length },
      }),
    );
    return ok(pdf);
  }

  async #sheet(
    { roundId, jurorId, no, alias }: PaperBallotRow,
    numbers: ReadonlyMap<string, number>,
  ): Promise<PaperSheet> {
    const screens = await this.decks.screensOf(this.db, roundId, this.keys.pseudonym(roundId, jurorId));
    return {
      no,
      alias,
      code: formatPassCode(this.keys.paperCode(roundId, jurorId)),
      receipt: receiptOf(roundId, this.keys.paperNonce(roundId, jurorId), sha256),
      screens: screens.map(({ ordinal, entryIds }) => ({
        ordinal,
        numbers: entryIds.map((entryId) => numbers.get(entryId) ?? 0),
      })),
    };
  }
}
