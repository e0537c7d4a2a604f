import { Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import { BeginUpload, DiscardUpload, FinishUpload, OwnUpload, StagingFolder } from '@zuimei/contest';
import { endpoints, type Problem } from '@zuimei/contracts';
import type { Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { ProblemError } from '@zuimei/platform';
import { isDiskFull } from '../http/disk-full.js';
import { StagedFiles } from './staged-files.js';
import { UploadTurns } from './upload-turns.js';

/** How long a request may still read when another one for the same upload has come. */
const MAKE_WAY_MS = 300;

/** Who asked, and what came of it beside the protocol's own answer. */
interface Asked {
  caller: AuthorCaller;
  /** Announced bytes of the upload in question. */
  size?: number;
  /** The upload that this request has begun. */
  begun?: string;
  refusal?: unknown;
}

/**
 * The resumable upload protocol (tus 1.0) with this house's rules at its joints: who may begin, only the author goes on,
 * the last byte is checked at once, and an upload that is whole says so as long as its row stands.
 *
 * The length of the staged file is the offset, so what a killed process had written counts and what it had not does not.
 * Requests for one upload take turns within this process. Two processes may write one upload for a moment (a client
 * reconnects before its old connection is known to be dead): they write the same bytes to the same places, and the
 * worker compares the file's hash with the one taken on the last byte.
 */
@Injectable()
export class UploadProtocol {
  readonly #asked = new WeakMap<object, Asked>();
  readonly #server: Server;

  constructor(
    private readonly begin: BeginUpload,
    private readonly own: OwnUpload,
    private readonly finish: FinishUpload,
    private readonly discard: DiscardUpload,
    private readonly staging: StagingFolder,
  ) {
    this.#server = new Server({
      path: endpoints.upload.path,
      datastore: new StagedFiles(staging, (id) => own.settledSize(id)),
      relativeLocation: true,
      locker: new UploadTurns(),
      lockDrainTimeout: MAKE_WAY_MS,
      allowedOrigins: [],
      namingFunction: (request, metadata) => this.#begin(request, metadata),
      onIncomingRequest: (request, id) => this.#arrive(request, id),
      onUploadFinish: async (request, { id }) => {
        await this.#settle(request, id);
        return {};
      },
      onResponseError: (request, error) => {
        const asked = this.#askedOf(request);
        asked.refusal ??=
          'status_code' in error ? refusalOf(error.status_code, error.body, asked.size) : (error as unknown);
        return undefined;
      },
    });
  }

  /**
   * Answers one request of the protocol.
   * @throws ProblemError for every refusal of ours, an error for a fault of the machine
   */
  async answer(request: Request, caller: AuthorCaller): Promise<Response> {
    const asked: Asked = { caller };
    this.#asked.set(request, asked);
    const response = await this.#server.handleWeb(request);
    // Whoever began an upload and was not told where it is will never go on with it.
    if (asked.begun !== undefined && isDiskFull(asked.refusal)) {
      await this.discard.run(caller, asked.begun);
      await this.staging.remove(asked.begun);
    }
    if (asked.refusal !== undefined) throw asked.refusal;
    // Which version is spoken here is told in the protocol's own words.
    if (response.status >= 400 && response.status !== 412)
      throw refusalOf(response.status, await response.text(), asked.size);
    response.headers.delete('access-control-expose-headers');
    return response;
  }

  async #begin(request: object, metadata: Record<string, string | null> | undefined): Promise<string> {
    const length = (request as Request).headers.get('upload-length');
    const editionKey = metadata?.editionKey;
    if (length === null || !/^\d{1,15}$/.test(length)) throw invalid('/headers/upload-length');
    if (!editionKey) throw invalid('/headers/upload-metadata');
    const asked = this.#askedOf(request);
    asked.size = Number(length);
    asked.begun = accepted(await this.begin.run(asked.caller, { editionKey, size: asked.size })).uploadId;
    return asked.begun;
  }

  async #arrive(request: object, id: string): Promise<void> {
    const asked = this.#askedOf(request);
    const { caller } = asked;
    const upload = await this.own.find(caller, id);
    if (!upload) throw new ProblemError({ code: 'UPLOAD_NOT_FOUND' });
    asked.size = upload.size;
    const { method } = request as Request;
    if (method === 'DELETE') accepted(await this.discard.run(caller, id));
    // The last byte came, but the process ended before that was recorded: this request records it.
    if ((method === 'HEAD' || method === 'PATCH') && !upload.finishedAt) await this.#settle(request, id);
  }

  async #settle(request: object, id: string): Promise<void> {
    accepted(await this.finish.run(this.#askedOf(request).caller, id));
  }

  #askedOf(request: object): Asked {
    const asked = this.#asked.get(request);
    if (!asked) throw new Error('a request of the upload protocol that did not come through answer()');
    return asked;
  }
}

function accepted<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
}

const invalid = (pointer: string): ProblemError =>
  new ProblemError({ code: 'VALIDATION_FAILED', errors: [{ pointer, code: 'invalid' }] });

/** What the protocol refuses by a status and an English line, as a problem of ours; an error for a fault of the machine. */
function refusalOf(status: number, line: string, size: number | undefined): Error {
  if (status === 404 || status === 410) return new ProblemError({ code: 'UPLOAD_NOT_FOUND' });
  if (status === 409 || line.startsWith('Request aborted')) return new ProblemError({ code: 'UPLOAD_CONFLICT' });
  if (status === 413) return new ProblemError({ code: 'UPLOAD_TOO_LONG', facts: { limit: size ?? 0 } });
  if (status === 500) return new Error(line);
  const header = /(upload-[a-z]+|content-type|tus-resumable)/i.exec(line)?.[0] ?? 'upload-length';
  return invalid(`/headers/${header.toLowerCase()}`);
}
