import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type ByteRange, type ObjectStore } from './object-store.js';

const JPEG = { contentType: 'image/jpeg' };

/** What every object store must do. Called by one spec for each adapter; `make` returns an empty store. */
export function objectStoreContract(name: string, make: () => Promise<ObjectStore>): void {
  // Hundreds of synced writes, on a machine that may be busy with other suites.
  jest.setTimeout(60_000);

  describe(`object store contract: ${name}`, () => {
    let store: ObjectStore;
    let scratch: string;

    beforeAll(async () => {
      store = await make();
      scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'zuimei-objects-'));
    });
    afterAll(() => fs.rm(scratch, { recursive: true, force: true }));

    const read = async (key: string, range?: ByteRange): Promise<Buffer> => {
      const opened = await store.open(key, range);
      if (!opened) throw new Error(`${key} is not there`);
      return buffer(opened.stream);
    };
    const keys = async (prefix: string): Promise<string[]> => {
      const found: string[] = [];
      for await (const { key } of store.list(prefix)) found.push(key);
      return found;
    };

    it('gives back the bytes, the size and the type of what was put from memory', async () => {
      const bytes = randomBytes(70_000);
      await store.put('memory/a.jpg', bytes, JPEG);
      expect(await store.stat('memory/a.jpg')).toEqual({ size: 70_000, contentType: 'image/jpeg' });
      expect((await read('memory/a.jpg')).equals(bytes)).toBe(true);
    });

    it('puts only the bytes of a view, not the buffer under it', async () => {
      const whole = Buffer.from('--inside--');
      await store.put('memory/view.txt', new Uint8Array(whole.buffer, whole.byteOffset + 2, 6), {
        contentType: 'text/plain',
      });
      expect((await read('memory/view.txt')).toString()).toBe('inside');
    });

    it('gives back what was put from a file, and leaves the file alone', async () => {
      const bytes = randomBytes(6 * 1024 * 1024 + 17);
      const file = path.join(scratch, 'source');
      await fs.writeFile(file, bytes);
      await store.put('file/original.heic', file, { contentType: 'image/heic' });
      expect((await read('file/original.heic')).equals(bytes)).toBe(true);
      expect((await fs.stat(file)).size).toBe(bytes.length);
    });

    it('rejects, and stores nothing, when the file to put is not there', async () => {
      await expect(store.put('file/none.jpg', path.join(scratch, 'no-such-file'), JPEG)).rejects.toThrow(/ENOENT/);
      expect(await store.stat('file/none.jpg')).toBeNull();
      expect(await keys('file/none')).toEqual([]);
    });

    it('keeps a type that the key does not say, and the newer one when a key is put again', async () => {
      await store.put('types/plain', Buffer.from('1'), { contentType: 'image/webp' });
      await store.put('types/x.jpg', Buffer.from('1'), { contentType: 'application/x-zuimei' });
      expect((await store.stat('types/plain'))?.contentType).toBe('image/webp');
      expect((await store.open('types/x.jpg').then((o) => (o?.stream.destroy(), o)))?.contentType).toBe(
        'application/x-zuimei',
      );
      await store.put('types/x.jpg', Buffer.from('22'), JPEG);
      expect(await store.stat('types/x.jpg')).toEqual({ size: 2, contentType: 'image/jpeg' });
      expect(await keys('types/')).toEqual(['types/plain', 'types/x.jpg']);
    });

    it('holds an empty object', async () => {
      await store.put('empty/0.jpg', new Uint8Array(0), JPEG);
      expect(await store.stat('empty/0.jpg')).toEqual({ size: 0, contentType: 'image/jpeg' });
      expect(await read('empty/0.jpg')).toHaveLength(0);
    });

    it('says null or false of what is not there', async () => {
      expect(await store.stat('absent/a.jpg')).toBeNull();
      expect(await store.open('absent/a.jpg')).toBeNull();
      expect(await store.download('absent/a.jpg', path.join(scratch, 'absent'))).toBe(false);
      await expect(fs.stat(path.join(scratch, 'absent'))).rejects.toThrow(/ENOENT/);
    });

    it('does not take a folder of objects for an object', async () => {
      await store.put('folder/inside.jpg', Buffer.from('x'), JPEG);
      expect(await store.stat('folder')).toBeNull();
      expect(await store.open('folder')).toBeNull();
      await store.delete('folder').catch(() => undefined);
      expect(await keys('folder')).toEqual(['folder/inside.jpg']);
    });

    describe('reading a range', () => {
      beforeAll(() => store.put('range/ten.txt', Buffer.from('0123456789'), { contentType: 'text/plain' }));

      it.each([
        ['the first byte', 0, 0, '0'],
        ['the middle', 3, 6, '3456'],
        ['to the last byte', 7, 9, '789'],
        ['over the end, which is cut', 8, 99, '89'],
      ])('reads %s', async (_what, start, end, expected) => {
        const opened = await store.open('range/ten.txt', { start, end });
        expect(opened).toMatchObject({ size: 10, contentType: 'text/plain' });
        expect((await buffer(opened?.stream as Readable)).toString()).toBe(expected);
      });

      it.each([
        ['behind the end', 10, 12],
        ['backwards', 5, 2],
        ['before the beginning', -3, 2],
        ['between bytes', 0.5, 2],
      ])('refuses one %s', async (_what, start, end) => {
        await expect(store.open('range/ten.txt', { start, end })).rejects.toThrow(RangeError);
      });

      it('is null for an absent object', async () => {
        expect(await store.open('range/absent.txt', { start: 0, end: 1 })).toBeNull();
      });
    });

    it('downloads to a file, over one that was there, and leaves nothing else in its folder', async () => {
      const folder = await fs.mkdtemp(path.join(scratch, 'to-'));
      const target = path.join(folder, 'picture.jpg');
      await fs.writeFile(target, 'older and longer');
      await store.put('download/a.jpg', Buffer.from('newer'), JPEG);
      expect(await store.download('download/a.jpg', target)).toBe(true);
      expect(await fs.readFile(target, 'utf8')).toBe('newer');
      expect(await fs.readdir(folder)).toEqual(['picture.jpg']);
    });

    it('deletes, and does not mind what is gone already', async () => {
      await store.put('delete/a', Buffer.from('x'), JPEG);
      await store.delete('delete/a');
      await store.delete('delete/a');
      await store.delete('delete/never/was.jpg');
      expect(await store.stat('delete/a')).toBeNull();
      expect(await keys('delete/')).toEqual([]);
    });

    it('shows old or new bytes, whole, to those who read while a key is put again and again', async () => {
      const size = 300_000;
      const whole = (n: number): Buffer => Buffer.alloc(size, n);
      await store.put('atomic/a.bin', whole(0), { contentType: 'application/octet-stream' });
      let writing = true;
      const writer = (async () => {
        for (let n = 1; n <= 20; n++) {
          await store.put('atomic/a.bin', whole(n), { contentType: 'application/octet-stream' });
        }
      })().finally(() => (writing = false));
      let reads = 0;
      while (writing || reads === 0) {
        const bytes = await read('atomic/a.bin');
        expect(bytes).toHaveLength(size);
        expect(bytes.equals(whole(bytes[0] ?? 0))).toBe(true);
        reads++;
      }
      await writer;
      expect((await read('atomic/a.bin'))[0]).toBe(20);
    });

    it('takes the same key from two writers at once', async () => {
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((letter) => store.put('twice/same.txt', Buffer.from(letter.repeat(1000)), JPEG)),
      );
      const text = (await read('twice/same.txt')).toString();
      expect(text).toMatch(/^(a{1000}|b{1000}|c{1000}|d{1000})$/);
      expect(await keys('twice/')).toEqual(['twice/same.txt']);
    });

    it('lists by prefix, ascending by key, with sizes and times', async () => {
      const names = ['list/b.jpg', 'list/a/2.jpg', 'list/a/1.jpg', 'list/a-b.jpg', 'list/a.jpg', 'lists/z.jpg'];
      for (const [size, name] of names.entries()) await store.put(name, Buffer.alloc(size), JPEG);
      expect(await keys('list/')).toEqual(['list/a-b.jpg', 'list/a.jpg', 'list/a/1.jpg', 'list/a/2.jpg', 'list/b.jpg']);
      expect(await keys('list')).toContain('lists/z.jpg');
      expect(await keys('list/a/')).toEqual(['list/a/1.jpg', 'list/a/2.jpg']);
      expect(await keys('list/a')).toEqual(['list/a-b.jpg', 'list/a.jpg', 'list/a/1.jpg', 'list/a/2.jpg']);
      expect(await keys('list/none/')).toEqual([]);
      expect(await keys('')).toEqual(expect.arrayContaining(names));
      for await (const row of store.list('list/a/1')) {
        expect(row.size).toBe(2);
        expect(Math.abs(row.lastModified.getTime() - Date.now())).toBeLessThan(10 * 60_000);
      }
    });

    it('lists more than one page of an S3 answer (1,000)', async () => {
      const many = Array.from({ length: 1_050 }, (_, n) => `many/${String(n).padStart(4, '0')}.txt`);
      for (let n = 0; n < many.length; n += 50) {
        await Promise.all(many.slice(n, n + 50).map((key) => store.put(key, Buffer.from('x'), JPEG)));
      }
      expect(await keys('many/')).toEqual(many);
    });

    it.each([
      '',
      '/a',
      'a/',
      'a//b',
      '../a',
      'a/../b',
      'a/..',
      '.hidden',
      'a/.types',
      'A.jpg',
      'a b',
      'a\\b',
      'a\0b',
      'a%2fb',
      '照片.jpg',
      `${'a'.repeat(201)}`,
      `${'a/'.repeat(300)}a`,
    ])('refuses the key %j in every operation', async (key) => {
      await expect(store.put(key, Buffer.from('x'), JPEG)).rejects.toThrow(/not a key/);
      await expect(store.stat(key)).rejects.toThrow(/not a key/);
      await expect(store.open(key)).rejects.toThrow(/not a key/);
      await expect(store.download(key, path.join(scratch, 'refused'))).rejects.toThrow(/not a key/);
      await expect(store.delete(key)).rejects.toThrow(/not a key/);
    });

    it.each(['/', '../', 'a/../', '.', 'A/'])('refuses to list %j', async (prefix) => {
      await expect(keys(prefix)).rejects.toThrow(/not a key/);
    });

    it('is healthy, and a check leaves nothing behind', async () => {
      const before = await keys('');
      await store.check();
      expect(await keys('')).toEqual(before);
    });
  });
}
