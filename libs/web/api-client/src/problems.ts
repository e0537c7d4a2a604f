import { type ProblemCode, type ProblemDocument, type ProblemFacts } from '@zuimei/contracts';

/**
 * A refusal in the API's own words: an RFC 9457 problem document. Only a reply of this type is one; whatever else
 * comes back in an error's place is a `NetworkProblem`.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ProblemCode;
  readonly status: number;
  /** The same request may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly facts: ProblemFacts;
  /** Places in the request's body, as RFC 6901 pointers. */
  readonly errors: NonNullable<ProblemDocument['errors']>;
  /** What happened, what is safe and what to do, in both languages. */
  readonly sentence: { readonly zh: string; readonly en: string };
  /** From `Retry-After`, in milliseconds; null where the reply names none. */
  readonly retryAfterMs: number | null;
  /** The request's id in the server's log, for the phone call. */
  readonly requestId: string | null;

  constructor(document: ProblemDocument, retryAfterMs: number | null = null) {
    super(`${document.code}: ${document.title}`);
    this.code = document.code;
    this.status = document.status;
    this.retryable = document.retryable;
    this.facts = document.facts ?? {};
    this.errors = document.errors ?? [];
    this.sentence = { zh: document.detail, en: document.title };
    this.retryAfterMs = retryAfterMs;
    this.requestId = document.instance ?? null;
  }

  /** The refusal of one field of the body, by its RFC 6901 pointer. */
  errorAt(pointer: string) {
    return this.errors.find((error) => error.pointer === pointer);
  }
}

/** Why nothing certain is known about a request. */
export type NetworkReason =
  /** No connection, or it broke. */
  | 'offline'
  /** No whole reply in time. */
  | 'timeout'
  /** Somebody else answered: a captive portal's or a proxy's page, or a truncated reply. */
  | 'foreign';

const SENTENCES: Record<NetworkReason, { zh: string; en: string }> = {
  offline: { zh: '网络断了，内容都在；连上以后再试。', en: 'No network. Nothing is lost; try again once connected.' },
  timeout: {
    zh: '网络太慢，没有等到回答；请再试一次。',
    en: 'The network is slow and no reply came; please try again.',
  },
  foreign: {
    zh: '连上的不是本系统（可能要先登录 Wi-Fi），内容都在。',
    en: 'Something else answered (perhaps a Wi-Fi login page). Nothing is lost.',
  },
};

/** The request may or may not have been carried out: nothing that counts as a reply of the API came back. */
export class NetworkProblem extends Error {
  override readonly name = 'NetworkProblem';
  readonly reason: NetworkReason;
  readonly sentence: { readonly zh: string; readonly en: string };
  readonly retryable = true;

  constructor(reason: NetworkReason, options?: ErrorOptions) {
    super(`network: ${reason}`, options);
    this.reason = reason;
    this.sentence = SENTENCES[reason];
  }
}

/** Something that can be told to a person, with its sentence. */
export const isProblem = (error: unknown): error is ApiProblem | NetworkProblem =>
  error instanceof ApiProblem || error instanceof NetworkProblem;

/** The API refused with this code. */
export const isRefusal = (error: unknown, ...codes: ProblemCode[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
