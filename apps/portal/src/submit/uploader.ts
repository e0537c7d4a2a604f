import { DetailedError, Upload } from 'tus-js-client';
import { type ProblemDocument } from '@zuimei/contracts';
import { api, endpoints } from '../data/api.js';

/** A cut costs at most this much again. */
const CHUNK_BYTES = 1024 * 1024;
const AT_ONCE = 2;
const RETRY_DELAYS_MS = [500, 1000, 2000, 4000];

export interface UploadEvents {
  onBegun: (key: string, uploadUrl: string | null) => void;
  onShare: (key: string, share: number) => void;
  onDone: (key: string) => void;
  /** The connection or the server is gone; `retry` goes on from the last byte that arrived. */
  onInterrupted: (key: string) => void;
  /** The server refused the picture, naming the rule. */
  onRefused: (key: string, problem: ProblemDocument) => void;
}

interface Job {
  key: string;
  name: string;
  file: Blob;
  uploadUrl: string | null;
}

/** Sends photos by the resumable upload protocol, two at a time, and goes on by itself when the network is back. */
export class Uploader {
  private readonly waiting: Job[] = [];
  private readonly running = new Map<string, Upload>();
  private readonly interrupted = new Map<string, Job>();

  constructor(
    private readonly editionKey: string,
    private readonly events: UploadEvents,
  ) {
    window.addEventListener('online', this.resume);
  }

  close(): void {
    window.removeEventListener('online', this.resume);
    for (const upload of this.running.values()) void upload.abort();
  }

  add(job: Job): void {
    if (this.running.has(job.key) || this.waiting.some(({ key }) => key === job.key)) return;
    this.interrupted.delete(job.key);
    this.waiting.push(job);
    this.next();
  }

  /** Forgets a photo; what was sent of it is deleted on the server too. */
  async remove(key: string): Promise<void> {
    const at = this.waiting.findIndex((job) => job.key === key);
    if (at >= 0) this.waiting.splice(at, 1);
    this.interrupted.delete(key);
    const upload = this.running.get(key);
    this.running.delete(key);
    await upload?.abort(true).catch(() => undefined); // swept on the server otherwise
    this.next();
  }

  retry(key: string): void {
    const job = this.interrupted.get(key);
    if (job) this.add(job);
  }

  private readonly resume = () => {
    for (const job of [...this.interrupted.values()]) this.add(job);
  };

  private next(): void {
    while (this.running.size < AT_ONCE) {
      const job = this.waiting.shift();
      if (!job) return;
      this.start(job);
    }
  }

  private start(job: Job): void {
    const { key } = job;
    const upload: Upload = new Upload(job.file, {
      endpoint: api.url(endpoints.upload),
      uploadUrl: job.uploadUrl,
      chunkSize: CHUNK_BYTES,
      retryDelays: RETRY_DELAYS_MS,
      headers: { 'x-zuimei': '1' },
      metadata: { editionKey: this.editionKey, filename: job.name },
      // The address is kept with the draft; the library's own list in localStorage would be a second truth.
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        job.uploadUrl = upload.url;
        this.events.onBegun(key, upload.url);
      },
      onProgress: (sent, total) => this.running.has(key) && this.events.onShare(key, total > 0 ? sent / total : 0),
      onShouldRetry: (error) => problemOf(error) === null,
      onSuccess: () => {
        if (!this.running.delete(key)) return;
        this.events.onDone(key);
        this.next();
      },
      onError: (error) => {
        if (!this.running.delete(key)) return;
        const problem = problemOf(error);
        if (problem?.code === 'UPLOAD_NOT_FOUND' && job.uploadUrl) {
          // Swept meanwhile: begin again from the first byte.
          this.waiting.unshift({ ...job, uploadUrl: null });
          this.events.onBegun(key, null);
        } else if (problem) {
          this.events.onRefused(key, problem);
        } else {
          this.interrupted.set(key, job);
          this.events.onInterrupted(key);
        }
        this.next();
      },
    });
    this.running.set(key, upload);
    upload.start();
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
