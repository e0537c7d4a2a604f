import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { folderStore } from './folder-store.js';
import { objectStoreContract } from './object-store.contract.js';
import { openObjectStore } from './open-object-store.js';

const folders: string[] = [];
const freshFolder = async (): Promise<string> => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'zuimei-folder-store-'));
  folders.push(folder);
  return folder;
};
afterAll(() => Promise.all(folders.map((folder) => fs.rm(folder, { recursive: true, force: true }))));

objectStoreContract('folder', async () =>
  openObjectStore({ kind: 'folder', root: path.join(await freshFolder(), 'made', 'when', 'needed') }),
);

describe('folder store', () => {
  it('keeps an object as a plain file at its key, with no note beside it when the suffix says the type', async () => {
    const root = await freshFolder();
    await folderStore(root).put('photos/ab/320.webp', Buffer.from('pixels'), { contentType: 'image/webp' });
    expect(await fs.readFile(path.join(root, 'photos/ab/320.webp'), 'utf8')).toBe('pixels');
    await expect(fs.stat(path.join(root, '.types'))).rejects.toThrow(/ENOENT/);
  });

  it('leaves nothing half-written after a put that failed', async () => {
    const root = await freshFolder();
    const store = folderStore(root);
    await store.put('a', Buffer.from('x'), { contentType: 'application/octet-stream' });
    await expect(store.put('a/b', Buffer.from('x'), { contentType: 'application/octet-stream' })).rejects.toThrow();
    expect(await fs.readdir(path.join(root, '.incoming'))).toEqual([]);
    expect(await fs.readFile(path.join(root, 'a'), 'utf8')).toBe('x');
  });

  it('sweeps files that a dead process left half-written a day ago, and spares fresh ones', async () => {
    const root = await freshFolder();
    const incoming = path.join(root, '.incoming');
    await fs.mkdir(incoming);
    await fs.writeFile(path.join(incoming, 'stale'), 'x');
    await fs.writeFile(path.join(incoming, 'fresh'), 'x');
    const dayAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await fs.utimes(path.join(incoming, 'stale'), dayAgo, dayAgo);
    await folderStore(root).put('a.jpg', Buffer.from('x'), { contentType: 'image/jpeg' });
    expect(await fs.readdir(incoming)).toEqual(['fresh']);
  });

  it('has no presigned links', () => {
    const store = folderStore('/nowhere');
    expect(store.presignGet).toBeUndefined();
    expect(store.presignPut).toBeUndefined();
  });

  it('is not healthy where it cannot write', async () => {
    const root = await freshFolder();
    await fs.writeFile(path.join(root, 'a-file'), '');
    await expect(folderStore(path.join(root, 'a-file')).check()).rejects.toThrow();
  });
});
