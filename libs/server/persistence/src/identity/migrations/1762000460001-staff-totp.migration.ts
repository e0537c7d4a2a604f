import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grantAll } from '../../base/roles.js';

/** A second factor for staff, and codes for the day on which it is lost. */
export class StaffTotp1762000460001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE staff_totp (
        staff_id uuid PRIMARY KEY,
        secret bytea NOT NULL,
        confirmed_at timestamptz,
        last_step bigint,
        CONSTRAINT staff_totp_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
      )`);
    await runner.query(`
      CREATE TABLE staff_recovery_codes (
        staff_id uuid NOT NULL,
        code_hmac bytea NOT NULL,
        used_at timestamptz,
        PRIMARY KEY (staff_id, code_hmac),
        CONSTRAINT staff_recovery_codes_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
      )`);
    for (const table of ['staff_totp', 'staff_recovery_codes']) await grantAll(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['staff_recovery_codes', 'staff_totp']) await runner.query(`DROP TABLE ${table}`);
  }
}
