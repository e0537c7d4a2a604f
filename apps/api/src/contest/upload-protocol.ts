import { Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import { BeginUpload, DiscardUpload, FinishUpload, OwnUpload, StagingFolder } from '@zuimei/contest';
import { endpoints, type Problem } from '@zuimei/contracts';
import type { Result } from '@zuimei/domain';
import type { AuthorCaller } from '@zuimei/identity';
import { ProblemError } from '@zuimei/platform';
import { StagedFiles } from './staged-files.js';

/** Who asked, and what came of it beside the protocol's own answer. */
interface Asked {
  caller: AuthorCaller;
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
    staging: StagingFolder,
  ) {
    this.#server = new Server({
      path: endpoints.upload.path,
      datastore: new StagedFiles(staging, (id) => own.settledSize(id)),
      relativeLocation: true,
      allowedOrigins: [],
      namingFunction: (request, metadata) => this.#begin(request, metadata),
      onIncomingRequest: (request, id) => this.#arrive(request, id),
      onUploadFinish: async (request, { id }) => {
        await this.#settle(request, id);
        return {};
      },
      onResponseError: (request, error) => {
        this.#askedOf(request).refusal ??= refusalOf(error);
        return undefined;
      },
    });
  }

  /**
   * Answers one request of the protocol. Faults in how it is spoken are answered in its own words.
   * @throws ProblemError for every refusal of ours, an error for a fault of the machine
   */
  async answer(request: Request, caller: AuthorCaller): Promise<Response> {
    const asked: Asked = { caller };
    this.#asked.set(request, asked);
    const response = await this.#server.handleWeb(request);
    if (asked.refusal !== undefined) throw asked.refusal;
    response.headers.delete('access-control-expose-headers');
    return response;
  }

  async #begin(request: object, metadata: Record<string, string | null> | undefined): Promise<string> {
    const length = (request as Request).headers.get('upload-length');
    const editionKey = metadata?.editionKey;
    if (length === null || !/^\d{1,15}$/.test(length)) throw invalid('/headers/upload-length');
    if (!editionKey) throw invalid('/headers/upload-metadata');
    const { caller } = this.#askedOf(request);
    return accepted(await this.begin.run(caller, { editionKey, size: Number(length) })).uploadId;
  }

  async #arrive(request: object, id: string): Promise<void> {
    const { caller } = this.#askedOf(request);
    const upload = await this.own.find(caller, id);
    if (!upload) throw new ProblemError({ code: 'UPLOAD_NOT_FOUND' });
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

/** Our refusals and the machine's faults leave the protocol; undefined is what it may say in its own words. */
function refusalOf(error: Error | { status_code: number; body: string }): unknown {
  if (!('status_code' in error)) return error;
  if (error.status_code === 404 || error.status_code === 410) return new ProblemError({ code: 'UPLOAD_NOT_FOUND' });
  if (error.status_code === 413) return new ProblemError({ code: 'TOO_LARGE' });
  return error.status_code === 500 ? new Error(error.body) : undefined;
}
