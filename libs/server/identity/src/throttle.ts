import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { UnitOfWork } from '@zuimei/persistence';
import { AttemptRepository } from '@zuimei/persistence/identity';
import { Clock } from '@zuimei/platform';
import { IdentitySecrets } from './secrets.js';

/** How many attempts within how long. */
export interface Allowance {
  name: string;
  max: number;
  windowMs: number;
}

/** Counts attempts in the database, so that a restart or a second process forgets none. */
@Injectable()
export class Throttle {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly attempts: AttemptRepository,
    private readonly secrets: IdentitySecrets,
    private readonly clock: Clock,
  ) {}

  /** Counts one attempt by `whom`; refuses with RATE_LIMITED once the allowance is used up. */
  async take(allowance: Allowance, ...whom: string[]): Promise<Result<void, Problem>> {
    const now = this.clock.now();
    const key = this.secrets.attempt(allowance.name, ...whom);
    const { count, resetsAt } = await this.unit.run((tx) => this.attempts.count(tx, key, now, allowance.windowMs));
    if (count <= allowance.max) return ok(undefined);
    const retryAfterSeconds = Math.max(1, Math.ceil((resetsAt.getTime() - now.getTime()) / 1000));
    return err({ code: 'RATE_LIMITED', facts: { retryAfterSeconds } });
  }

  /** Forgets the attempts of `whom`. */
  async clear(allowance: Allowance, ...whom: string[]): Promise<void> {
    await this.unit.run((tx) => this.attempts.clear(tx, this.secrets.attempt(allowance.name, ...whom)));
  }
}
