import { z } from 'zod';

/** One variable of the environment: how it is read, and what the operator's page says about it. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  about: string;
  /** What holds where it is not set, in words; `required` values say when. */
  otherwise: string;
  example?: string;
  secret?: true;
}

const setting = <S extends z.ZodType>(row: Setting<S>): Setting<S> => row;

const port = z.coerce.number().int().min(0).max(65_535);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ }).optional();
const path = z.string().min(1).optional();
const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/**
 * The whole environment, one row a variable. `.env.example` and the operator's page are made from this table, and
 * nothing else reads the environment. This file imports nothing of the project, so that Node can load it unbuilt.
 */
export const SETTINGS = {
  ZUIMEI_MODE: setting({
    schema: z.enum(['embedded', 'server']).default('embedded'),
    about:
      '`embedded`: one laptop, everything started by `zuimei start`, sign-in codes shown on the page. `server`: database and secrets are given, nothing has a default secret.',
    otherwise: '`embedded`',
    example: 'server',
  }),
  ZUIMEI_HOME: setting({
    schema: z.string().min(1).default('.zuimei'),
    about: 'Folder of what must survive a restart: keys, and in the embedded mode database and pictures.',
    otherwise: '`.zuimei`',
    example: '/var/lib/zuimei',
  }),
  KEYSTORE_FILE: setting({
    schema: path,
    about: 'File of the keys, where they are brought from outside; it must exist then.',
    otherwise: '`keystore.json` in `ZUIMEI_HOME`, made at the first start',
  }),
  HOST: setting({
    schema: z.string().min(1).optional(),
    about: 'Address that the server listens on.',
    otherwise: '`127.0.0.1` in the embedded mode, `0.0.0.0` in the server mode',
  }),
  PORT: setting({
    schema: port.default(3000),
    about: 'Port that the server listens on; 0 takes a free one.',
    otherwise: '`3000`',
    example: '3000',
  }),
  PUBLIC_ORIGIN: setting({
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((url) => new URL(url).origin)
      .optional(),
    about:
      'The origin that browsers see, where a proxy stands in front; requests that change something must come from it.',
    otherwise: 'the host that a request names',
    example: 'https://zuimei.example.org',
  }),
  TRUST_PROXY: setting({
    schema: flag.default(false),
    about: 'Whether a proxy in front sets `X-Forwarded-For` and `X-Forwarded-Proto`; never without one.',
    otherwise: '`false`',
  }),
  TLS_CERT_FILE: setting({
    schema: path,
    about: 'PEM file of the certificate (with its chain).',
    otherwise: 'plain HTTP',
  }),
  TLS_KEY_FILE: setting({ schema: path, about: 'PEM file of the certificate’s key.', otherwise: 'plain HTTP' }),
  HSTS: setting({
    schema: flag.default(true),
    about:
      'Whether browsers that came by HTTPS are told to come no other way for a year. `zuimei hall` sets `false` for its own authority: a tablet that lost its trust must still reach the page on which it gets it back.',
    otherwise: '`true`',
  }),
  DATABASE_URL: setting({
    schema: postgresUrl,
    about:
      'PostgreSQL address of the owner, who migrates. api and worker derive the address of their own role `zuimei_api` from it.',
    otherwise: 'the embedded database; required in the server mode unless `DATABASE_API_URL` is set',
    example: 'postgres://zuimei:…@db:5432/zuimei',
    secret: true,
  }),
  DATABASE_API_URL: setting({
    schema: postgresUrl,
    about: 'PostgreSQL address of the role `zuimei_api`, where the operator made it.',
    otherwise: 'derived from `DATABASE_URL`',
    secret: true,
  }),
  DATABASE_QUEUE_URL: setting({
    schema: postgresUrl,
    about: 'PostgreSQL address of the role `zuimei_queue`, where the operator made it and no Redis is used.',
    otherwise: 'derived from `DATABASE_URL`',
    secret: true,
  }),
  DATABASE_POOL_SIZE: setting({
    schema: z.coerce.number().int().min(2).max(200).default(10),
    about: 'Connections that each api or worker process keeps at most.',
    otherwise: '`10`',
  }),
  REDIS_URL: setting({
    schema: z.url({ protocol: /^rediss?$/ }).optional(),
    about: 'Redis or Valkey for background work.',
    otherwise: 'background work runs on PostgreSQL',
    example: 'redis://redis:6379',
    secret: true,
  }),
  S3_ENDPOINT: setting({
    schema: z.url({ protocol: /^https?$/ }).optional(),
    about: 'S3 service for the pictures; needs the two keys.',
    otherwise: 'pictures go to a folder in `ZUIMEI_HOME`',
    example: 'http://s3:8333',
  }),
  S3_ACCESS_KEY: setting({
    schema: z.string().min(1).optional(),
    about: 'Access key of the S3 service.',
    otherwise: 'none',
    secret: true,
  }),
  S3_SECRET_KEY: setting({
    schema: z.string().min(1).optional(),
    about: 'Secret key of the S3 service.',
    otherwise: 'none',
    secret: true,
  }),
  S3_BUCKET: setting({
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .default('zuimei'),
    about: 'Bucket of the pictures.',
    otherwise: '`zuimei`',
  }),
  S3_REGION: setting({
    schema: z.string().min(1).default('us-east-1'),
    about: 'Region of the bucket.',
    otherwise: '`us-east-1`',
  }),
  LOG_LEVEL: setting({
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
    about: 'Least weight of a log line that is written.',
    otherwise: '`info`',
  }),
  DEMO_SIGN_IN: setting({
    schema: flag.optional(),
    about:
      'Shows an author’s sign-in code on the page instead of sending it. For demonstrations only: anybody can sign in as anybody.',
    otherwise: '`true` in the embedded mode, `false` in the server mode',
  }),
  WORKER_CONCURRENCY: setting({
    schema: z.coerce.number().int().min(1).max(64).default(2),
    about: 'Photos that one worker process has in hand at a time; one a core.',
    otherwise: '`2`',
  }),
  WORKER_HEALTH_PORT: setting({
    schema: port.default(0),
    about: 'Port of the worker’s health page; 0 for none.',
    otherwise: '`0`',
    example: '3001',
  }),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
