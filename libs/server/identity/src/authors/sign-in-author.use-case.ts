import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import { AuthorRepository, AuthorSessionRepository, SignInCodeRepository } from '@zuimei/persistence/identity';
import { Clock, Ids } from '@zuimei/platform';
import { AuditTrail } from '../audit/audit-trail.js';
import type { AuthorCaller } from '../callers.js';
import { IdentitySecrets } from '../secrets.js';
import { tokenHash } from '../session-token.js';

/** Guesses that one code stands. */
export const CODE_TRIES = 5;

type Guess = { right: true } | { right: false; problem: Problem };

/**
 * Signs an author in with phone and code and opens a session; the first time makes the author. Refuses with
 * SIGN_IN_CODE_WRONG or, where there is no living code, SIGN_IN_CODE_EXPIRED.
 */
@Injectable()
export class SignInAuthor {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly codes: SignInCodeRepository,
    private readonly authors: AuthorRepository,
    private readonly sessions: AuthorSessionRepository,
    private readonly secrets: IdentitySecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(input: { phone: string; code: string }): Promise<Result<{ token: string; caller: AuthorCaller }, Problem>> {
    const token = this.ids.token();
    const now = this.clock.now();
    // A wrong guess must be counted, so it is no refusal in the unit of work's sense: that would roll the count back.
    const outcome = await this.unit.run(async (tx) => {
      const guess = await this.#guess(tx, input, now);
      if (!guess.right) return guess;
      const author = await this.authors.ensure(tx, {
        id: this.ids.next(),
        phoneHmac: this.secrets.phone(input.phone),
        phone: input.phone,
        createdAt: now,
      });
      const { isNew, id: authorId, ...names } = author;
      const caller: AuthorCaller = { kind: 'author', authorId, sessionId: this.ids.next(), ...names };
      await this.sessions.insert(tx, {
        id: caller.sessionId,
        tokenHash: tokenHash(token),
        authorId,
        createdAt: now,
      });
      if (isNew) {
        await this.audit.append(tx, {
          actor: caller,
          action: 'author.joined',
          subject: { kind: 'author', id: authorId },
        });
      }
      return { right: true as const, caller };
    });
    return outcome.right ? ok({ token, caller: outcome.caller }) : err(outcome.problem);
  }

  async #guess(tx: Tx, input: { phone: string; code: string }, now: Date): Promise<Guess> {
    const row = await this.codes.lockLatest(tx, this.secrets.phone(input.phone));
    if (!row || row.expiresAt <= now || row.tries >= CODE_TRIES) {
      return { right: false, problem: { code: 'SIGN_IN_CODE_EXPIRED' } };
    }
    if (!this.secrets.equal(row.codeHmac, this.secrets.code(input.phone, input.code))) {
      await this.codes.countGuess(tx, row.id);
      const attemptsLeft = CODE_TRIES - row.tries - 1;
      return { right: false, problem: { code: 'SIGN_IN_CODE_WRONG', facts: { attemptsLeft } } };
    }
    await this.codes.spend(tx, row.id, now);
    return { right: true };
  }
}
