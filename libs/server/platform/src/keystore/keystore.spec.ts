import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ephemeralKeystore, KeystoreError, openKeystore } from './keystore.js';

describe('openKeystore', () => {
  let home: string;
  const file = () => path.join(home, 'keystore.json');
  beforeEach(() => {
    home = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-keys-')), 'deeper');
  });
  afterEach(() => fs.rmSync(path.dirname(home), { recursive: true }));

  it('makes the keys once, for the owner alone, and opens the same ones after', () => {
    const first = openKeystore({ home, keystoreFile: null });
    expect(fs.statSync(file()).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(home)).toEqual(['keystore.json']);
    const second = openKeystore({ home, keystoreFile: null });
    expect(second.derive('a')).toEqual(first.derive('a'));
    expect(second.publicKey).toEqual(first.publicKey);
    expect(second.databasePasswords).toEqual(first.databasePasswords);
  });

  it('never makes keys where a file was named', () => {
    expect(() => openKeystore({ home, keystoreFile: file() })).toThrow(KeystoreError);
    expect(fs.existsSync(file())).toBe(false);
    const made = openKeystore({ home, keystoreFile: null });
    fs.chmodSync(file(), 0o644);
    expect(openKeystore({ home: '/nowhere', keystoreFile: file() }).publicKey).toEqual(made.publicKey);
  });

  it('refuses keys of its own that others can read', () => {
    openKeystore({ home, keystoreFile: null });
    fs.chmodSync(file(), 0o640);
    expect(() => openKeystore({ home, keystoreFile: null })).toThrow(/chmod 600/);
  });

  it('refuses a broken file instead of replacing it, and prints none of it', () => {
    openKeystore({ home, keystoreFile: null });
    const content = JSON.parse(fs.readFileSync(file(), 'utf8')) as Record<string, unknown>;
    for (const broken of ['', '{"version":1', JSON.stringify({ ...content, masterKey: 'c2hvcnQ' })]) {
      fs.writeFileSync(file(), broken);
      expect(() => openKeystore({ home, keystoreFile: null })).toThrow(KeystoreError);
      expect(() => openKeystore({ home, keystoreFile: null })).not.toThrow(/c2hvcnQ/);
      expect(fs.readFileSync(file(), 'utf8')).toBe(broken);
    }
  });
});

describe('Keystore', () => {
  it('derives a key for each purpose', () => {
    const keys = ephemeralKeystore();
    expect(keys.derive('sessions')).toHaveLength(32);
    expect(keys.derive('sessions')).toEqual(keys.derive('sessions'));
    expect(keys.derive('sessions')).not.toEqual(keys.derive('phones'));
    expect(ephemeralKeystore().derive('sessions')).not.toEqual(keys.derive('sessions'));
  });

  it('signs what only its own public key verifies', () => {
    const keys = ephemeralKeystore();
    const bytes = Buffer.from('a tree head');
    const signature = keys.sign(bytes);
    expect(signature).toHaveLength(64);
    expect(keys.publicKey).toHaveLength(32);
    expect(keys.verify(bytes, signature)).toBe(true);
    expect(keys.verify(Buffer.from('a tree heap'), signature)).toBe(false);
    expect(ephemeralKeystore().verify(bytes, signature)).toBe(false);
  });
});
