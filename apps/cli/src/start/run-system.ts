import { type Config, type Keystore, loadConfig, openKeystore } from '@zuimei/platform';
import { demoLogins, seedDemo } from '../demo/index.js';
import { type Database, openDatabase } from './database.js';
import { environment } from './environment.js';
import { openHome } from './home.js';
import { Supervisor } from './supervisor.js';

export interface RunSystem {
  /** Whether empty data are filled with the demo. */
  demo: boolean;
  say(line: string): void;
  /** Settings that stand over those of the environment. */
  settings?: Readonly<Record<string, string>>;
  /** Called when everything runs, before the addresses are said. */
  onReady?(origin: string): Promise<void>;
}

/** Runs database, worker and api until a signal comes; it gives no exit code but ends the process. */
export async function runSystem({ demo, say, settings = {}, onReady }: RunSystem): Promise<number> {
  const config = loadConfig({ ...environment(), ...settings });
  const home = openHome(config.home);
  let stop: (code: number) => Promise<void> = async (code) => void process.exit(code);
  const supervisor = new Supervisor(home.processes, {
    onRestart: say,
    onFailure: (reason) => {
      say(reason);
      void stop(1);
    },
  });
  await supervisor.claim();
  const keystore = openKeystore({ home: config.home, keystoreFile: config.keystoreFile });
  const database = await openDatabase(config, keystore, home);
  let stopping: Promise<void> | undefined;
  stop = (code) =>
    (stopping ??= (async () => {
      say('stopping …');
      await supervisor.stop();
      await database.cluster?.stop();
      process.exit(code);
    })());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  process.on('disconnect', () => void stop(0));

  try {
    const env = { ...serviceEnvironment(config, database), ...settings };
    await supervisor.start('worker', env);
    await supervisor.start('api', env);
    const origin = originOf(config);
    if (demo) await seedDemo({ origin, ownerUrl: database.ownerUrl, keystore, say });
    await onReady?.(origin);
    await announce(origin, database, keystore, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    await stop(1);
  }
  // The channels of the services keep the process alive.
  return new Promise<number>(() => undefined);
}

/** The services get what we were given, but not the owner's address: they act as the api's role. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _owner, NODE_CHANNEL_FD: _channel, ...env } = environment();
  return env;
}

function serviceEnvironment(config: Config, database: Database): NodeJS.ProcessEnv {
  return {
    ...inherited(),
    ZUIMEI_MODE: config.mode,
    ZUIMEI_HOME: config.home,
    DATABASE_API_URL: database.apiUrl,
    ...(config.redisUrl ? {} : { DATABASE_QUEUE_URL: database.queueUrl }),
    LOG_LEVEL: config.logLevel === 'info' ? 'warn' : config.logLevel,
    // One picture a core, and glibc keeps fewer arenas: libvips otherwise holds on to memory it has freed.
    MALLOC_ARENA_MAX: '2',
  };
}

const originOf = (config: Config) =>
  config.http.publicOrigin ?? `${config.http.tls ? 'https' : 'http'}://127.0.0.1:${config.http.port}`;

async function announce(
  origin: string,
  database: Database,
  keystore: Keystore,
  say: (line: string) => void,
): Promise<void> {
  say('');
  say(`  职工端 portal    ${origin}/`);
  say(`  评审端 jury      ${origin}/jury`);
  say(`  组织端 console   ${origin}/console`);
  say(`  大屏   screen    ${origin}/screen`);
  for (const line of await demoLogins(database.ownerUrl, keystore)) say(`  ${line}`);
  say('');
  say(`ready ${origin}`);
}
