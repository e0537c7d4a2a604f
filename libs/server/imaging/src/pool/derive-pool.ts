import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { DeriveOptions, DeriveResult } from '../derive/derived.js';
import { scratchFolder } from '../derive/scratch-folder.js';
import { DecoderProcess, type DecoderLimits } from './decoder-process.js';
import { usageOf } from './process-usage.js';

export interface DerivePoolOptions {
  /** Pictures in work at one time, one core each. Default: as many as there are cores. */
  size?: number;
  /** Wall time for one picture. Default 20 s. */
  timeoutMs?: number;
  /** Resident memory for one picture. Default 1 GiB. */
  maxRssBytes?: number;
}

/** What libvips and the wasm heap keep between pictures adds up: after so many the process is replaced. */
const MAX_SERVED = 500;

/**
 * Turns originals into derivatives in child processes: a picture that hangs, eats memory or crashes its decoder costs that
 * process and nothing else. Processes start when first needed, serve one picture at a time, and are reused.
 */
export class DerivePool {
  private readonly size: number;
  private readonly limits: DecoderLimits;
  private readonly idle: DecoderProcess[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly working = new Set<Promise<unknown>>();
  private busy = 0;
  private closed = false;

  constructor(options: DerivePoolOptions = {}) {
    this.size = Math.max(1, options.size ?? availableParallelism());
    this.limits = { timeoutMs: options.timeoutMs ?? 20_000, maxRssBytes: options.maxRssBytes ?? 1024 ** 3 };
  }

  /**
   * Decodes `input` and writes its derivatives into `outDir`, which is made if it is not there. Waits its turn; the time
   * limit counts from the moment a process takes the picture. Safe to run twice: the same picture writes the same names.
   *
   * @returns the derivatives, or why there are none; `permanent` says that a retry cannot mend it
   * @throws Error for faults of the machine (no such input, no space, no decoder process): worth a retry
   */
  async derive(input: string, outDir: string, options: DeriveOptions = {}): Promise<DeriveResult> {
    if (this.closed) throw new Error('the pool is closed');
    const work = this.inTurn(() => this.deriveNow(path.resolve(input), path.resolve(outDir), options));
    this.working.add(work);
    try {
      return await work;
    } finally {
      this.working.delete(work);
    }
  }

  /** Takes no more pictures, finishes those that it has, ends its processes. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.working);
    await Promise.all(this.idle.splice(0).map((decoder) => decoder.end()));
  }

  /** Process ids of the decoders that wait for work: for health checks and tests. */
  get idlePids(): number[] {
    return this.idle.flatMap((decoder) => decoder.pid ?? []);
  }

  private async inTurn<T>(task: () => Promise<T>): Promise<T> {
    if (this.busy >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.busy++;
    try {
      return await task();
    } finally {
      // Whoever is next inherits the place, so nobody can slip in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.busy--;
    }
  }

  private async deriveNow(input: string, outDir: string, options: DeriveOptions): Promise<DeriveResult> {
    await mkdir(outDir, { recursive: true });
    const decoder = this.takeIdle() ?? new DecoderProcess(this.limits);
    const job = randomUUID();
    try {
      return await decoder.run({ job, input, outDir, options });
    } finally {
      if (await this.reusable(decoder)) this.idle.push(decoder);
      else {
        await decoder.end();
        await rm(scratchFolder(outDir, job), { recursive: true, force: true });
      }
    }
  }

  private takeIdle(): DecoderProcess | undefined {
    for (;;) {
      const decoder = this.idle.pop();
      if (!decoder || decoder.alive) return decoder;
    }
  }

  /** Memory that one picture leaves behind must not count against the next. */
  private async reusable(decoder: DecoderProcess): Promise<boolean> {
    if (!decoder.alive || decoder.pid === undefined || decoder.served >= MAX_SERVED) return false;
    const usage = await usageOf(decoder.pid);
    return usage === undefined || usage.rssBytes < this.limits.maxRssBytes / 2;
  }
}
