import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever delivers answers signs them with the key that the seat was opened with. */
export class DeviceKeys1762000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE seats ADD COLUMN device_key bytea CONSTRAINT seats_device_key_check CHECK (octet_length(device_key) = 65)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE seats DROP COLUMN device_key');
  }
}
