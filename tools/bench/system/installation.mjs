// A whole installation for one measurement: embedded PostgreSQL, api and worker, opened as `zuimei start` opens them, in
// a folder that is removed at the end.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '@zuimei/embedded-postgres';
import { withClient } from '@zuimei/persistence';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { ChildService } from '../../../apps/cli/dist/start/child-service.js';
import { openDatabase } from '../../../apps/cli/dist/start/database.js';
import { openHome } from '../../../apps/cli/dist/start/home.js';

const APPS = path.resolve(import.meta.dirname, '../../../apps');
const DRAIN_MS = 20_000;

export class Installation {
  /** @type {Map<string, ChildService>} */
  #services = new Map();
  /** Services whose end is wanted, with what to call when it comes. */
  #killed = new Map();
  #database;
  #reopen;
  #env;
  #interrupted = () => void this.close().then(() => process.exit(1));

  /** What a service said by ending when nobody wanted it to; null while all is well. */
  broken = null;

  /**
   * @param {string} name part of the folder's name
   * @param {Record<string, string>} settings beside the usual ones
   */
  static async open(name, settings = {}) {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), `zuimei-${name}-`));
    // PostgreSQL's own user must be able to pass through.
    fs.chmodSync(home, 0o755);
    const port = await freePort();
    // What is set around us must not reach the services: a benchmark measures the usual installation.
    const { PATH, TMPDIR, LANG } = process.env;
    const env = {
      PATH,
      TMPDIR,
      LANG,
      ZUIMEI_HOME: home,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      MALLOC_ARENA_MAX: '2',
      ...settings,
    };
    const config = loadConfig(env);
    const keystore = openKeystore(config);
    const database = await openDatabase(config, keystore, openHome(home)).catch((error) => {
      fs.rmSync(home, { recursive: true, force: true });
      throw error;
    });
    const reopen = (atPort) => openDatabase(config, keystore, openHome(home), atPort);
    return new Installation(home, port, database, env, reopen);
  }

  constructor(home, port, database, env, reopen) {
    this.#reopen = reopen;
    this.home = home;
    this.origin = `http://127.0.0.1:${port}`;
    this.ownerUrl = database.ownerUrl;
    this.apiUrl = database.apiUrl;
    this.#database = database;
    this.#env = { ...env, DATABASE_API_URL: database.apiUrl, DATABASE_QUEUE_URL: database.queueUrl };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, this.#interrupted);
  }

  /** A second api on the same database; gives its origin. */
  async startSecondApi() {
    const port = String(await freePort());
    await this.start('api', { as: 'second api', env: { PORT: port } });
    return `http://127.0.0.1:${port}`;
  }

  /** Starts `api` or `worker`; fulfilled when it serves. */
  async start(program, { as: name = program, env = {} } = {}) {
    const onUnexpectedEnd = (reason) => {
      this.#services.delete(name);
      const killed = this.#killed.get(name);
      this.#killed.delete(name);
      if (killed) killed();
      else this.broken = reason;
    };
    const entry = path.join(APPS, program, 'dist/main.js');
    await ChildService.start({ name, entry, env: { ...this.#env, ...env }, onUnexpectedEnd }, (service) =>
      this.#services.set(name, service),
    );
  }

  /** Process id of a service that runs. */
  pidOf(name) {
    return this.#services.get(name).pid;
  }

  /** kill -9; fulfilled when the process is gone. */
  async kill(name) {
    const { pid } = this.#services.get(name);
    const gone = new Promise((resolve) => this.#killed.set(name, resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
  }

  /** The database alone crashes, and is there again at the same address. */
  async crashDatabase() {
    const { cluster } = this.#database;
    await cluster.kill();
    await this.#databaseAgain(cluster.port);
  }

  /** The power goes: every process is gone at once, none may tidy up. It comes back, and all starts as it stood. */
  async powerCut() {
    const running = [...this.#services.keys()];
    await Promise.all([...running.map((name) => this.kill(name)), this.#database.cluster.kill()]);
    await this.#databaseAgain(this.#database.cluster.port);
    for (const name of running) await this.start(name);
  }

  /** What a killed server leaves (its children end by themselves) may stand in the way for a moment. */
  async #databaseAgain(port) {
    for (let tries = 1; ; tries++) {
      try {
        this.#database = await this.#reopen(port);
        return;
      } catch (error) {
        if (tries === 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }

  /** The rows of one statement, as the owner of the database. */
  async rows(sql, values) {
    return (await withClient(this.ownerUrl, (client) => client.query(sql, values))).rows;
  }

  /** Asks again and again until `ask` gives something; throws when that takes too long or a service has ended. */
  async until(what, ask, limitMs, everyMs = 200) {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline;) {
      if (this.broken) throw new Error(this.broken);
      const answer = await ask();
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    throw new Error(`${what}: not within ${limitMs / 1000} s`);
  }

  async close() {
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, this.#interrupted);
    await Promise.allSettled([...this.#services.values()].map((service) => service.stop(DRAIN_MS)));
    await this.#database.cluster?.stop();
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}
