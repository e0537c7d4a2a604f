// The reference of the ledger: the same rows inserted by pgbench into a table of the same columns, without a chain.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import pg from 'pg';

const CLIENTS = 32;
/** The indexes that any table of answers needs: its order, and that no answer comes in twice. */
const TABLE = `
DROP TABLE IF EXISTS plain_answers;
CREATE TABLE plain_answers (LIKE answers);
CREATE SEQUENCE IF NOT EXISTS plain_answers_seq;
ALTER TABLE plain_answers ADD PRIMARY KEY (round_id, seq), ADD UNIQUE (answer_id)`;

const rowsOf = (marks, body) => `
INSERT INTO plain_answers (round_id, seq, answer_id, pseudonym, screen_id, revision, body, prev, hash, received_at, shown_ms)
SELECT '00000000-0000-4000-8000-000000000001', nextval('plain_answers_seq'), gen_random_uuid(), 'c0ffee00c0ffee00c0ffee00c0ffee00',
       gen_random_uuid(), 1, '${body}', '\\x${'ab'.repeat(32)}', '\\x${'cd'.repeat(32)}', now(), 25000
  FROM generate_series(1, ${marks});`;

export class PlainInserts {
  /** What stands in the place of pgbench is told by its name. */
  name = spawnSync('pgbench', ['--version']).error ? 'a loop of pg clients' : 'pgbench';
  #ownerUrl;
  #script;
  #sql;

  /** @param {string} body of one answer, as the ledger keeps it */
  constructor({ ownerUrl, home, marks, body }) {
    this.#ownerUrl = ownerUrl;
    this.#script = path.join(home, 'plain-inserts.sql');
    this.#sql = rowsOf(marks, body);
    fs.writeFileSync(this.#script, this.#sql.replaceAll('\n', ' '));
  }

  /** Said where another reference than pgbench was measured. */
  leftOut() {
    return this.name === 'pgbench' ? [] : [{ name: 'left out: pgbench is not on this machine', pass: true }];
  }

  async prepare() {
    const client = new pg.Client({ connectionString: this.#ownerUrl });
    await client.connect();
    await client.query(TABLE);
    await client.end();
  }

  /** Milliseconds for `sets` durable transactions over 32 connections, connecting not counted. */
  async run(sets) {
    return this.name === 'pgbench' ? this.#pgbench(sets) : this.#loop(sets);
  }

  async #pgbench(sets) {
    const each = Math.ceil(sets / CLIENTS);
    const args = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-t', String(each), '-f', this.#script];
    const child = spawn('pgbench', [...args, this.#ownerUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    await new Promise((resolve) => child.once('close', resolve));
    const tps = Number(/tps = ([\d.]+) \(without initial/.exec(said)?.[1]);
    if (!(tps > 0) || !said.includes(`${each * CLIENTS}/${each * CLIENTS}`)) throw new Error(`pgbench: ${said}`);
    return (sets / tps) * 1000;
  }

  async #loop(sets) {
    const clients = Array.from({ length: CLIENTS }, () => new pg.Client({ connectionString: this.#ownerUrl }));
    await Promise.all(clients.map((client) => client.connect()));
    let left = sets;
    const start = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        while (left-- > 0) await client.query({ name: 'plain', text: this.#sql });
      }),
    );
    const took = performance.now() - start;
    await Promise.all(clients.map((client) => client.end()));
    return took;
  }
}
