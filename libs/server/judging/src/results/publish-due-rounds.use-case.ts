import { Injectable } from '@nestjs/common';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { PublishRound } from './publish-round.use-case.js';

/** PostgreSQL's word for: another transaction changed the row first. */
const SERIALIZATION_FAILURE = '40001';

/**
 * Publishes every certified result whose time has come. Safe to run at any time, from several processes at once: the
 * round's row is locked and its state moves once, whoever comes second finds nothing left to do. The times stand in
 * the rows, so whoever starts after one publishes then.
 */
@Injectable()
export class PublishDueRounds {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly publish: PublishRound,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives the ids of the rounds that this run published.
   * @throws AggregateError of what went wrong, after all due rounds were tried; what failed stays due
   */
  async run(): Promise<string[]> {
    const published: string[] = [];
    const errors: unknown[] = [];
    for (const id of await this.rounds.dueForPublication(this.db, this.clock.now())) {
      try {
        if ((await this.publish.runDue(id)).ok) published.push(id);
      } catch (error) {
        if ((error as { code?: unknown }).code !== SERIALIZATION_FAILURE) errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `${errors.length} results could not be published`);
    return published;
  }
}
