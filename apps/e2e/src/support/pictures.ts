import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { animatedWebp, heicOfScene, phoneJpeg, withTrailer } from '@zuimei/imaging/specimens';

/** The files that an author picks, made here, so that they are there on every machine. */
export class PictureFolder {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-pictures-'));

  /** Upright 900 × 1200; stored lying, with EXIF orientation 6. */
  async lying(): Promise<string> {
    return this.write('IMG_0006.JPG', await phoneJpeg({ width: 900, height: 1200, orientation: 6, seed: 6 }));
  }

  /** As an iPhone writes it: HEVC, turned by an `irot` box and marked 6 in its EXIF; upright 800 × 640. */
  iphone(): string {
    return this.write('IMG_0017.HEIC', heicOfScene);
  }

  /** 24 megapixels and some megabytes: enough to be cut off in the middle of. */
  async large(): Promise<string> {
    return this.write('DSC_0024.JPG', await this.#large());
  }

  /** A phone's photo of about half a megabyte; another one for each seed. */
  async middling(seed: number): Promise<string> {
    return this.write(`IMG_1${seed}.JPG`, await phoneJpeg({ width: 1600, height: 1200, seed, grain: 40 }));
  }

  /** The same with other bytes at its end. */
  async largeAgain(): Promise<string> {
    return this.write('DSC_0025.JPG', withTrailer(await this.#large(), 'again'));
  }

  async plain(seed: number): Promise<Buffer> {
    const wide = seed % 3 !== 0;
    return phoneJpeg({ width: wide ? 1200 : 900, height: wide ? 900 : 1200, seed });
  }

  empty(): string {
    return this.write('空.jpg', Buffer.alloc(0));
  }

  textAsJpeg(): string {
    return this.write('说明.jpg', Buffer.from('this is a text, whatever its name says\n'.repeat(40)));
  }

  async animated(): Promise<string> {
    return this.write('动图.webp', await animatedWebp(3, 800));
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  #drawn: Promise<Buffer> | undefined;

  #large(): Promise<Buffer> {
    return (this.#drawn ??= phoneJpeg({ width: 6000, height: 4000, grain: 30 }));
  }

  private write(name: string, bytes: Buffer): string {
    const file = path.join(this.folder, name);
    fs.writeFileSync(file, bytes);
    return file;
  }
}
