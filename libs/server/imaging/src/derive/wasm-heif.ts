import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { pickShown, type ShownPicture } from './shown-picture.js';

export interface RgbaPicture {
  data: Buffer;
  width: number;
  height: number;
}

/** What is used of heic-decode, which brings no types. */
interface HeicDecode {
  all(input: { buffer: Uint8Array }): Promise<
    {
      width: number;
      height: number;
      decode(): Promise<{ data: Uint8ClampedArray; width: number; height: number }>;
    }[] & { dispose(): void }
  >;
}

/** Loaded when first needed: most pictures never ask for its megabytes. */
const loadDecoder = (): HeicDecode => createRequire(import.meta.url)('heic-decode') as HeicDecode;

/** Ends this process when its parent is gone; a thread of its own, because the decoder never yields. */
const WATCHDOG = `
  const { workerData } = require('node:worker_threads');
  setInterval(() => { if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL'); }, 250);
`;

/**
 * Decodes a HEIC file by libheif in WebAssembly, pixels already turned. Slower than the system's tool and hungrier (some
 * 40 bytes a pixel at its peak), but always there. Blocks the event loop while it works.
 *
 * @param shown what the headers promise: where a file holds several pictures, it says which
 * @throws whatever the decoder throws at a file that it cannot read
 */
export async function decodeByWasm(input: string, shown: ShownPicture): Promise<RgbaPicture> {
  const buffer = await readFile(input);
  // The package looks at the major brand alone; the parser has looked at the rest already.
  buffer.write('heic', 8, 'latin1');
  const watchdog = new Worker(WATCHDOG, { eval: true, workerData: process.ppid });
  try {
    const pictures = await loadDecoder().all({ buffer });
    try {
      const picture = pickShown([...pictures], shown);
      if (!picture) throw new Error('no picture');
      const { data, width, height } = await picture.decode();
      return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height };
    } finally {
      pictures.dispose();
    }
  } finally {
    await watchdog.terminate();
  }
}
