import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Config, ConfigError, loadConfig } from './config.js';
import { configurationPage, envExample } from './documents.js';
import { SETTINGS } from './settings.js';

const faultsOf = (environment: Record<string, string>) => {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return Object.fromEntries(error.faults.map(({ name, fault }) => [name, fault]));
    throw error;
  }
  return {};
};

const server = { ZUIMEI_MODE: 'server', DATABASE_URL: 'postgres://owner:k3f9x7@db/zuimei' };

describe('loadConfig', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-config-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it('needs nothing in the embedded mode', () => {
    expect(loadConfig({})).toEqual<Config>({
      mode: 'embedded',
      home: path.resolve('.zuimei'),
      keystoreFile: null,
      http: { host: '127.0.0.1', port: 3000, publicOrigin: null, trustProxy: false, tls: null, hsts: true },
      database: { ownerUrl: null, apiUrl: null, queueUrl: null, poolSize: 10 },
      redisUrl: null,
      s3: null,
      logLevel: 'info',
      demoSignIn: true,
      worker: { concurrency: 2, healthPort: 0 },
    });
  });

  it('shows no sign-in code in the server mode unless told', () => {
    expect(loadConfig(server).demoSignIn).toBe(false);
    expect(loadConfig(server).http.host).toBe('0.0.0.0');
    expect(loadConfig({ ...server, DEMO_SIGN_IN: 'true' }).demoSignIn).toBe(true);
  });

  it('takes an empty value for none', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: '', S3_ENDPOINT: '' })).toEqual(loadConfig({}));
  });

  it('names every fault at once and no value', () => {
    const environment = { PORT: 'p-value', REDIS_URL: 'r-value', LOG_LEVEL: 'l-value', ZUIMEI_PROT: '3' };
    expect(Object.keys(faultsOf(environment)).sort()).toEqual(['LOG_LEVEL', 'PORT', 'REDIS_URL', 'ZUIMEI_PROT']);
    expect(JSON.stringify(faultsOf(environment))).not.toMatch(/-value/);
  });

  it('reads NAME_FILE, without the line end, and refuses both ways at once', () => {
    const file = path.join(folder, 'url');
    fs.writeFileSync(file, 'postgres://owner:from-file@db/zuimei\n');
    expect(loadConfig({ ZUIMEI_MODE: 'server', DATABASE_URL_FILE: file }).database.ownerUrl).toBe(
      'postgres://owner:from-file@db/zuimei',
    );
    expect(faultsOf({ ...server, DATABASE_URL_FILE: file })).toHaveProperty('DATABASE_URL');
    expect(faultsOf({ DATABASE_URL_FILE: path.join(folder, 'none') })).toEqual({
      DATABASE_URL_FILE: 'cannot be read (ENOENT)',
    });
  });

  it('wants a database and no well-known secret in the server mode', () => {
    expect(faultsOf({ ZUIMEI_MODE: 'server' })).toHaveProperty('DATABASE_URL');
    expect(faultsOf({ ...server, DATABASE_URL: 'postgres://postgres:postgres@db/zuimei' })).toHaveProperty(
      'DATABASE_URL',
    );
    const s3 = { S3_ENDPOINT: 'http://s3:8333', S3_ACCESS_KEY: 'minioadmin', S3_SECRET_KEY: 'minioadmin' };
    expect(Object.keys(faultsOf({ ...server, ...s3 }))).toEqual(['S3_ACCESS_KEY', 'S3_SECRET_KEY']);
    expect(faultsOf({ ZUIMEI_MODE: 'embedded', ...s3 })).toEqual({});
  });

  it('wants what belongs together together', () => {
    expect(faultsOf({ TLS_CERT_FILE: 'a.pem' })).toHaveProperty('TLS_KEY_FILE');
    expect(faultsOf({ S3_ENDPOINT: 'http://s3:8333', S3_ACCESS_KEY: 'a' })).toEqual({
      S3_SECRET_KEY: 'needed beside the other S3 settings',
    });
  });

  it('cuts PUBLIC_ORIGIN down to an origin', () => {
    expect(loadConfig({ PUBLIC_ORIGIN: 'https://zuimei.example.org/' }).http.publicOrigin).toBe(
      'https://zuimei.example.org',
    );
  });
});

describe('the documents of the settings', () => {
  it('name every setting, and the example file gives no secret away', () => {
    for (const name of Object.keys(SETTINGS)) {
      expect(configurationPage()).toContain(`| \`${name}\` |`);
      expect(envExample()).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
    }
  });

  it('make an example that is refused until its secrets are filled in', () => {
    const lines = envExample()
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line))
      .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]);
    expect(faultsOf(Object.fromEntries(lines))).toHaveProperty('DATABASE_URL');
  });
});
