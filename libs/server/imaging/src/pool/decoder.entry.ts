// The decoder process: takes one picture at a time from its pool and answers. It has nothing that a hostile file could
// want: no secrets in its environment, no database, no sockets but the channel to its parent.
import sharp from 'sharp';
import { derivePicture } from '../derive/derive-picture.js';
import { PictureRefused } from '../intake-rules.js';
import type { DecodeOrder, DecoderMessage } from './protocol.js';

// One core a picture: the pool's size says how many are in work. libvips' cache would only hold on to hostile bytes.
sharp.concurrency(1);
sharp.cache(false);

const send = (message: DecoderMessage): void => {
  process.send?.(message);
};

process.on('message', (order: DecodeOrder) => {
  void answer(order).then(send);
});

// The parent is gone, so nobody waits for this picture; SIGKILL, because exit() would wait for libvips' threads. The
// process leads a group of its own, and a decoder that it started goes with it.
process.on('disconnect', () => {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
});

// Whoever stops the service signals every process of it: the parent decides when its decoders are done.
process.on('SIGTERM', () => {});
process.on('SIGINT', () => {});

send({ kind: 'ready' });

async function answer({ job, input, outDir, options }: DecodeOrder): Promise<DecoderMessage> {
  try {
    return { kind: 'derived', job, derived: await derivePicture(input, outDir, options, job) };
  } catch (error) {
    if (error instanceof PictureRefused) return { kind: 'refused', job, code: error.code, facts: error.facts };
    const { message, code } = error as NodeJS.ErrnoException;
    return { kind: 'fault', job, message, code };
  }
}
