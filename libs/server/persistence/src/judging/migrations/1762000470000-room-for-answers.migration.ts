import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An answer changes the row of its screen and counts for its entries, none of which any index holds. Where the page has
 * room for the new row, no index is touched: half of what such a change costs.
 */
export class RoomForAnswers1762000470000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE screens SET (fillfactor = 60)');
    await runner.query('ALTER TABLE round_entries SET (fillfactor = 50)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE round_entries RESET (fillfactor)');
    await runner.query('ALTER TABLE screens RESET (fillfactor)');
  }
}
