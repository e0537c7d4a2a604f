import { DetailedError, Upload } from 'tus-js-client';
import { type ProblemDocument } from '@zuimei/contracts';
import { problemText } from '@zuimei/glossary';
import { api, endpoints } from '../data/api.js';
import { createUpload } from './create-upload.js';
import { CHUNK, chunkAfterCut, chunkOf, nextChunk, retryDelay } from './transfer.js';

const AT_ONCE = 2;
/** A connection on which nothing has moved for so long is taken for dead: phones keep those for minutes. */
const STALLED_MS = 45_000;
/** The same when the page comes back to the front: a locked phone has closed it long ago. */
const STALLED_ON_WAKE_MS = 5_000;
/** After so many failures in a row (about a minute) the others are tried all the same: it may be this photo alone. */
const MOST_HELD_UP = 6;
const LOOK_EVERY_MS = 5_000;
const HEADERS = { 'x-zuimei': '1' };

export interface UploadEvents {
  onBegun: (key: string, uploadUrl: string | null) => void;
  onUploading: (key: string) => void;
  /** So many bytes the server has said to have. */
  onSent: (key: string, bytes: number) => void;
  onDone: (key: string) => void;
  /** The connection or the server is gone, or the author must sign in again (then `sentence` says so). */
  onInterrupted: (key: string, sentence?: string) => void;
  /** The server refused the picture, naming the rule. */
  onRefused: (key: string, problem: ProblemDocument) => void;
}

interface Job {
  key: string;
  name: string;
  file: Blob;
  uploadUrl: string | null;
}

interface Running {
  job: Job;
  upload: Upload;
  movedAt: number;
}

interface Paused {
  job: Job;
  timer: number | undefined;
}

/**
 * Sends photos by the resumable upload protocol, two at a time. After a cut it goes on by itself from what the server has:
 * after a pause that grows, and at once when the network or the page comes back.
 */
export class Uploader {
  private readonly waiting: Job[] = [];
  private readonly running = new Map<string, Running>();
  private readonly paused = new Map<string, Paused>();
  private readonly beginning = new Map<string, Job>();
  /** How often in a row each has failed. */
  private readonly failures = new Map<string, number>();
  /** Those of them that got no answer at all: while there are any, no other photo is begun only to fail too. */
  private readonly noNetwork = new Set<string>();
  private readonly watch = window.setInterval(() => this.restartStalled(STALLED_MS), LOOK_EVERY_MS);
  private chunk: number = CHUNK.first;

  constructor(
    private readonly editionKey: string,
    private readonly events: UploadEvents,
  ) {
    window.addEventListener('online', this.wake);
    window.addEventListener('pageshow', this.wake);
    document.addEventListener('visibilitychange', this.wake);
  }

  close(): void {
    window.removeEventListener('online', this.wake);
    window.removeEventListener('pageshow', this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    window.clearInterval(this.watch);
    for (const { timer } of this.paused.values()) window.clearTimeout(timer);
    for (const { upload } of this.running.values()) void upload.abort();
    this.waiting.length = 0;
    this.running.clear();
  }

  add(job: Job): void {
    if (this.running.has(job.key) || this.beginning.has(job.key) || this.waiting.some(({ key }) => key === job.key))
      return;
    this.unpause(job.key);
    this.waiting.push(job);
    this.next();
  }

  /**
   * Makes the server know of a photo before its turn comes, so that it can be handed in.
   * @returns its address; null where it is refused or the server does not answer
   */
  async begin(key: string): Promise<string | null> {
    for (let looks = 0; looks < 100 && this.running.has(key); looks += 1) {
      const url = this.running.get(key)?.upload.url;
      if (url) return url;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const at = this.waiting.findIndex((job) => job.key === key);
    const job = at >= 0 ? this.waiting[at] : this.paused.get(key)?.job;
    if (!job || job.uploadUrl) return job?.uploadUrl ?? null;
    // Out of the line meanwhile, or it could be begun twice.
    if (at >= 0) this.waiting.splice(at, 1);
    this.unpause(key);
    this.beginning.set(key, job);
    const begun = await createUpload(job.file.size, this.metadataOf(job));
    if (!this.beginning.delete(key)) return null;
    if (begun && 'problem' in begun) {
      this.events.onRefused(key, begun.problem);
      return null;
    }
    if (begun) {
      job.uploadUrl = begun.url;
      this.events.onBegun(key, begun.url);
    }
    this.add(job);
    return job.uploadUrl;
  }

  /** Forgets a photo; what was sent of it is deleted on the server too. */
  async remove(key: string, uploadUrl: string | null): Promise<void> {
    const at = this.waiting.findIndex((job) => job.key === key);
    if (at >= 0) this.waiting.splice(at, 1);
    this.unpause(key);
    this.beginning.delete(key);
    this.failures.delete(key);
    this.noNetwork.delete(key);
    const upload = this.running.get(key)?.upload;
    this.running.delete(key);
    await upload?.abort();
    this.next();
    const url = upload?.url ?? uploadUrl;
    // Swept on the server otherwise.
    if (url) await Upload.terminate(url, { headers: HEADERS, retryDelays: [] }).catch(() => undefined);
  }

  retry(key: string): void {
    const paused = this.paused.get(key);
    this.failures.delete(key);
    this.noNetwork.delete(key);
    if (paused) this.add(paused.job);
  }

  private readonly wake = () => {
    if (document.visibilityState !== 'visible') return;
    for (const { job } of [...this.paused.values()]) this.add(job);
    this.restartStalled(STALLED_ON_WAKE_MS);
  };

  private restartStalled(afterMs: number): void {
    for (const { job, upload, movedAt } of [...this.running.values()]) {
      if (performance.now() - movedAt < afterMs) continue;
      void upload.abort();
      this.running.delete(job.key);
      this.waiting.unshift(job);
    }
    this.next();
  }

  private unpause(key: string): void {
    window.clearTimeout(this.paused.get(key)?.timer);
    this.paused.delete(key);
  }

  private next(): void {
    while (this.running.size < AT_ONCE) {
      const at = this.noNetwork.size > 0 ? this.waiting.findIndex(({ key }) => this.noNetwork.has(key)) : 0;
      const [job] = at < 0 ? [] : this.waiting.splice(at, 1);
      if (!job) return;
      this.start(job);
    }
  }

  private start(job: Job): void {
    const { key } = job;
    const mine = () => this.running.get(key)?.upload === upload;
    let requestAt = 0;
    const upload: Upload = new Upload(job.file, {
      // With both, the library would begin a new upload whenever the server is away while it asks for the old one.
      ...(job.uploadUrl ? { uploadUrl: job.uploadUrl } : { endpoint: api.url(endpoints.upload) }),
      chunkSize: chunkOf(job.file.size, this.chunk),
      retryDelays: null,
      headers: HEADERS,
      metadata: this.metadataOf(job),
      // The address is kept with the draft; the library's own list in localStorage would be a second truth.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        if (!mine()) return;
        this.answered(key);
        job.uploadUrl = upload.url;
        this.events.onBegun(key, upload.url);
      },
      onBeforeRequest: () => {
        requestAt = performance.now();
      },
      // What was handed to the phone's own network card says nothing, except that the connection lives.
      onProgress: () => this.moved(key),
      onAfterResponse: (_request, response) => {
        const offset = response.getHeader('Upload-Offset');
        if (!mine() || !offset || response.getStatus() >= 300) return;
        this.answered(key);
        this.events.onSent(key, Number(offset));
      },
      onChunkComplete: (bytes) => {
        // The last one of a photo is short, and the server looks at the picture meanwhile.
        if (bytes < (upload.options.chunkSize ?? 0)) return;
        this.chunk = nextChunk(bytes, performance.now() - requestAt);
        upload.options.chunkSize = chunkOf(job.file.size, this.chunk);
      },
      onSuccess: () => {
        if (!mine()) return;
        this.running.delete(key);
        this.events.onDone(key);
        this.next();
      },
      onError: (error) => {
        if (!mine()) return;
        this.running.delete(key);
        this.fail(job, error);
        this.next();
      },
    });
    this.running.set(key, { job, upload, movedAt: performance.now() });
    // While it fails again and again, only an answer of the server says that it goes on.
    if (!this.failures.has(key)) this.events.onUploading(key);
    upload.start();
  }

  private answered(key: string): void {
    this.moved(key);
    if (!this.failures.delete(key)) return;
    this.events.onUploading(key);
    this.noNetwork.delete(key);
    this.next();
  }

  private readonly metadataOf = ({ name }: Job) => ({ editionKey: this.editionKey, filename: name });

  private moved(key: string): void {
    const running = this.running.get(key);
    if (running) running.movedAt = performance.now();
  }

  private fail(job: Job, error: Error): void {
    const { key } = job;
    const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
    const problem = problemOf(error);
    if ((status === 404 || status === 410) && job.uploadUrl) {
      // Swept meanwhile: begin again from the first byte.
      job.uploadUrl = null;
      this.events.onBegun(key, null);
      this.events.onSent(key, 0);
      this.waiting.unshift(job);
    } else if (status === 401) {
      this.paused.set(key, { job, timer: undefined });
      this.events.onInterrupted(key, problemText('SESSION_EXPIRED'));
    } else if (problem) {
      this.events.onRefused(key, problem);
    } else {
      const failures = (this.failures.get(key) ?? 0) + 1;
      this.failures.set(key, failures);
      if (status === 0 && failures <= MOST_HELD_UP) this.noNetwork.add(key);
      else this.noNetwork.delete(key);
      this.chunk = chunkAfterCut(this.chunk);
      const timer = window.setTimeout(() => this.add(job), retryDelay(failures, Math.random()));
      this.paused.set(key, { job, timer });
      this.events.onInterrupted(key);
    }
  }
}

/** The refusal that an upload ended with; null for a broken connection or a server that is away. */
function problemOf(error: Error): ProblemDocument | null {
  if (!(error instanceof DetailedError) || !error.originalResponse) return null;
  const status = error.originalResponse.getStatus();
  if (status < 400 || status >= 500) return null;
  try {
    const problem = JSON.parse(error.originalResponse.getBody()) as ProblemDocument;
    return typeof problem.code === 'string' && !problem.retryable ? problem : null;
  } catch {
    return null;
  }
}
