import { fork, type ChildProcess } from 'node:child_process';
import type { DeriveResult } from '../derive/derived.js';
import { decoderEntry } from './decoder-entry.js';
import { usageOf } from './process-usage.js';
import type { DecodeOrder, DecoderMessage } from './protocol.js';

export interface DecoderLimits {
  /** Wall time for one picture, in ms. */
  timeoutMs: number;
  /** Resident memory of the process and what it starts, in bytes. */
  maxRssBytes: number;
}

/** Starting Node and libvips takes a fifth of a second; on a machine that swaps, much longer. */
const START_MS = 30_000;
const GUARD_MS = 50;
/** A picture that had at least this share of its time on a core was too slow by itself. */
const OWN_FAULT_SHARE = 0.5;
const STDERR_BYTES = 2_000;

/** Few kibibytes of address space are worth more than speed here: two arenas halve libvips' resident memory. */
const ENVIRONMENT = {
  MALLOC_ARENA_MAX: '2',
  UV_THREADPOOL_SIZE: '2',
  LC_ALL: 'C',
  PATH: '/usr/local/bin:/usr/bin:/bin',
};

type Ending = { message: DecoderMessage } | { exit: { code: number | null; signal: string | null } };

/** One child process that decodes one picture at a time and can be killed at any moment. */
export class DecoderProcess {
  private readonly child: ChildProcess;
  private readonly limits: DecoderLimits;
  private readonly ready: Promise<void>;
  private deliver: ((ending: Ending) => void) | undefined;
  private stderr = '';
  /** False once it has ended or was killed: it takes no more pictures. */
  alive = true;
  /** Pictures that it has finished. */
  served = 0;

  constructor(limits: DecoderLimits) {
    this.limits = limits;
    const { file, execArgv } = decoderEntry();
    // A group of its own: killing the group takes along the decoder that it may have started.
    this.child = fork(file, [], {
      execArgv,
      env: ENVIRONMENT,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr = (this.stderr + chunk.toString()).slice(-STDERR_BYTES);
    });
    this.child.once('exit', (code, signal) => {
      this.alive = false;
      this.deliver?.({ exit: { code, signal } });
    });
    this.child.on('error', () => this.kill());
    this.child.on('message', (message: DecoderMessage) => this.deliver?.({ message }));
    this.ready = this.start();
    // Whoever runs the first picture hears of it; a process that nobody asks must not end its parent.
    this.ready.catch(() => {});
    this.rest();
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * @returns what became of the picture; every way in which a picture can end a process has its code
   * @throws Error for faults of the machine: the process does not start, the disk is full, the input is gone
   */
  async run(order: DecodeOrder): Promise<DeriveResult> {
    this.child.ref();
    this.child.channel?.ref();
    try {
      await this.ready;
      const result = await this.supervise(order);
      this.served++;
      return result;
    } finally {
      this.rest();
    }
  }

  /** Ends it and everything that it started, at once. */
  kill(): void {
    this.alive = false;
    const { pid } = this.child;
    if (pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.child.kill('SIGKILL');
    }
  }

  /** Ends it and waits until it is gone. */
  async end(): Promise<void> {
    if (this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.ref();
    this.kill();
    await gone;
  }

  private async start(): Promise<void> {
    const timer = setTimeout(() => this.kill(), START_MS);
    const ending = await this.next();
    clearTimeout(timer);
    if ('message' in ending && ending.message.kind === 'ready') return;
    this.kill();
    throw new Error(`the decoder process did not start: ${this.stderr.trim() || JSON.stringify(ending)}`);
  }

  private next(): Promise<Ending> {
    return new Promise((resolve) => {
      this.deliver = resolve;
      if (!this.alive) resolve({ exit: { code: this.child.exitCode, signal: this.child.signalCode } });
    });
  }

  private async supervise(order: DecodeOrder): Promise<DeriveResult> {
    const pid = this.child.pid as number;
    const { timeoutMs, maxRssBytes } = this.limits;
    const before = await usageOf(pid);
    const began = performance.now();
    let verdict: DeriveResult | undefined;
    let watching = false;
    const watch = async () => {
      if (watching || verdict) return;
      watching = true;
      const usage = await usageOf(pid);
      watching = false;
      const wallMs = performance.now() - began;
      if (usage && usage.rssBytes > maxRssBytes) verdict = memoryExceeded({ maxRssBytes, rssBytes: usage.rssBytes });
      else if (wallMs > timeoutMs) {
        verdict = timedOut(timeoutMs, usage?.cpuMs === undefined ? 0 : usage.cpuMs - (before?.cpuMs ?? 0));
      }
      if (verdict) this.kill();
    };
    const answered = this.next();
    const guard = setInterval(() => void watch(), GUARD_MS);
    this.child.send(order, (error) => error && this.kill());
    const ending = await answered;
    clearInterval(guard);
    if (verdict) return verdict;
    return 'message' in ending ? resultOf(ending.message) : this.crashed(ending.exit);
  }

  /** It ended without an answer, and not by this hand. */
  private crashed({ code, signal }: { code: number | null; signal: string | null }): DeriveResult {
    // The kernel kills so when memory is short, and operators do: neither says anything about the picture.
    if (signal === 'SIGKILL' || signal === 'SIGTERM')
      return { ok: false, code: 'DECODE_MEMORY', permanent: false, facts: { signal } };
    if (/heap out of memory|std::bad_alloc/i.test(this.stderr)) return memoryExceeded({ signal: signal ?? 'heap' });
    // A crash inside a decoder on these bytes: whatever they are, they are not a sound picture.
    return { ok: false, code: 'CORRUPT', permanent: true, facts: { reason: `decoder ended by ${signal ?? code}` } };
  }

  /** While it waits, it does not keep its parent running. */
  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
    (this.child.stderr as unknown as { unref?(): void } | null)?.unref?.();
  }
}

/** A picture whose process hardly got a core was not slow, the machine was: then a retry may mend it. */
export const timedOut = (timeoutMs: number, cpuMs: number): DeriveResult => ({
  ok: false,
  code: 'DECODE_TIMEOUT',
  permanent: cpuMs >= OWN_FAULT_SHARE * timeoutMs,
  facts: { timeoutMs, cpuMs },
});

const memoryExceeded = (facts: Record<string, number | string>): DeriveResult => ({
  ok: false,
  code: 'DECODE_MEMORY',
  permanent: true,
  facts,
});

function resultOf(message: DecoderMessage): DeriveResult {
  switch (message.kind) {
    case 'derived':
      return { ok: true, derived: message.derived };
    case 'refused':
      return { ok: false, code: message.code, permanent: true, facts: message.facts };
    case 'fault':
      throw Object.assign(new Error(message.message), { code: message.code });
    case 'ready':
      throw new Error('the decoder process answered out of turn');
  }
}
