import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type z } from 'zod';
import { SETTINGS, type SettingName } from './settings.js';

/** Everything the programs are told from outside, checked and in one shape. */
export interface Config {
  mode: 'embedded' | 'server';
  /** Absolute. */
  home: string;
  keystoreFile: string | null;
  http: {
    host: string;
    port: number;
    publicOrigin: string | null;
    trustProxy: boolean;
    tls: { certFile: string; keyFile: string } | null;
    /** Replies over TLS carry Strict-Transport-Security. */
    hsts: boolean;
  };
  database: { ownerUrl: string | null; apiUrl: string | null; queueUrl: string | null; poolSize: number };
  redisUrl: string | null;
  s3: { endpoint: string; accessKey: string; secretKey: string; bucket: string; region: string } | null;
  logLevel: string;
  /** Author sign-in codes are shown on the page. */
  demoSignIn: boolean;
  worker: { concurrency: number; healthPort: number };
}

/** One thing wrong with the environment. Names the variable, never its value. */
export interface ConfigFault {
  name: string;
  fault: string;
}

/** All that is wrong with the environment, at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly ConfigFault[]) {
    super(`the configuration does not fit:\n${faults.map(({ name, fault }) => `  ${name}: ${fault}`).join('\n')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
type Values = { [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> };

/** Secrets that stand in examples all over the world. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  'postgres',
  'password',
  'secret',
  'zuimei',
  'admin',
  'root',
  'changeme',
  'change-me',
  'minioadmin',
  'example',
  'test',
  '…',
]);

/**
 * Reads the environment. A variable `NAME` may instead be given as `NAME_FILE`, the path of a file that holds it; an
 * empty value counts as not set.
 * @throws ConfigError with every fault found
 */
export function loadConfig(environment: Environment = process.env): Config {
  const faults: ConfigFault[] = [];
  const values = readValues(environment, faults);
  if (faults.length === 0) checkTogether(values, faults);
  if (faults.length > 0) throw new ConfigError(faults);

  const embedded = values.ZUIMEI_MODE === 'embedded';
  const home = path.resolve(values.ZUIMEI_HOME.replace(/^~(?=\/|$)/, os.homedir()));
  return {
    mode: values.ZUIMEI_MODE,
    home,
    keystoreFile: values.KEYSTORE_FILE ?? null,
    http: {
      host: values.HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
      port: values.PORT,
      publicOrigin: values.PUBLIC_ORIGIN ?? null,
      trustProxy: values.TRUST_PROXY,
      tls:
        values.TLS_CERT_FILE && values.TLS_KEY_FILE
          ? { certFile: values.TLS_CERT_FILE, keyFile: values.TLS_KEY_FILE }
          : null,
      hsts: values.HSTS,
    },
    database: {
      ownerUrl: values.DATABASE_URL ?? null,
      apiUrl: values.DATABASE_API_URL ?? null,
      queueUrl: values.DATABASE_QUEUE_URL ?? null,
      poolSize: values.DATABASE_POOL_SIZE,
    },
    redisUrl: values.REDIS_URL ?? null,
    s3:
      values.S3_ENDPOINT && values.S3_ACCESS_KEY && values.S3_SECRET_KEY
        ? {
            endpoint: values.S3_ENDPOINT,
            accessKey: values.S3_ACCESS_KEY,
            secretKey: values.S3_SECRET_KEY,
            bucket: values.S3_BUCKET,
            region: values.S3_REGION,
          }
        : null,
    logLevel: values.LOG_LEVEL,
    demoSignIn: values.DEMO_SIGN_IN ?? embedded,
    worker: { concurrency: values.WORKER_CONCURRENCY, healthPort: values.WORKER_HEALTH_PORT },
  };
}

function readValues(environment: Environment, faults: ConfigFault[]): Values {
  const values: Record<string, unknown> = {};
  for (const [name, { schema }] of Object.entries(SETTINGS)) {
    const given = readOne(environment, name, faults);
    if (given === FAULTY) continue;
    const parsed = (schema as z.ZodType).safeParse(given);
    if (parsed.success) values[name] = parsed.data;
    else faults.push({ name, fault: parsed.error.issues.map((issue) => issue.message).join('; ') });
  }
  for (const name of Object.keys(environment)) {
    const base = name.replace(/_FILE$/, '');
    if (name.startsWith('ZUIMEI_') && !(name in SETTINGS) && !(base in SETTINGS) && !FOREIGN.has(name)) {
      faults.push({ name, fault: 'there is no such setting' });
    }
  }
  return values as Values;
}

/** Read by the tests alone: where material that the tests compare against lies. */
const FOREIGN = new Set(['ZUIMEI_SHARED']);
const FAULTY = Symbol('faulty');

function readOne(environment: Environment, name: string, faults: ConfigFault[]): string | undefined | typeof FAULTY {
  const direct = environment[name] || undefined;
  const file = `${name}_FILE` in SETTINGS ? undefined : environment[`${name}_FILE`] || undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    faults.push({ name, fault: `set both directly and by ${name}_FILE` });
    return FAULTY;
  }
  try {
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    faults.push({ name: `${name}_FILE`, fault: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
    return FAULTY;
  }
}

function checkTogether(values: Values, faults: ConfigFault[]): void {
  if (Boolean(values.TLS_CERT_FILE) !== Boolean(values.TLS_KEY_FILE)) {
    faults.push({
      name: values.TLS_CERT_FILE ? 'TLS_KEY_FILE' : 'TLS_CERT_FILE',
      fault: 'certificate and key come together',
    });
  }
  const s3 = ['S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;
  if (s3.some((name) => values[name] !== undefined)) {
    for (const name of s3)
      if (values[name] === undefined) faults.push({ name, fault: 'needed beside the other S3 settings' });
  }
  if (values.ZUIMEI_MODE === 'embedded') return;
  if (!values.DATABASE_URL && !values.DATABASE_API_URL) {
    faults.push({ name: 'DATABASE_URL', fault: 'required in the server mode' });
  }
  for (const name of ['DATABASE_URL', 'DATABASE_API_URL', 'DATABASE_QUEUE_URL'] as const) {
    const url = values[name];
    if (url && WELL_KNOWN.has(decodeURIComponent(new URL(url).password))) {
      faults.push({ name, fault: 'its password is a well-known default' });
    }
  }
  for (const name of ['S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const) {
    if (values[name] && WELL_KNOWN.has(values[name])) faults.push({ name, fault: 'is a well-known default' });
  }
}
