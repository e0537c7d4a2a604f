import { type ProblemDocument } from '@zuimei/contracts';
import { retryAfterMs } from './backoff.js';
import { ApiProblem, NetworkProblem } from './problems.js';

const mediaType = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const isDocument = (value: unknown): value is ProblemDocument => {
  const document = value as Partial<ProblemDocument> | null;
  return typeof document === 'object' && typeof document?.code === 'string' && typeof document.detail === 'string';
};

const json = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NetworkProblem('foreign', { cause });
  }
};

const refusal = async (response: Response, now: number): Promise<ApiProblem> => {
  if (mediaType(response) !== 'application/problem+json') throw new NetworkProblem('foreign');
  const document = await json(response);
  if (!isDocument(document)) throw new NetworkProblem('foreign');
  return new ApiProblem(document, retryAfterMs(response.headers.get('retry-after'), now));
};

/**
 * Reads a reply of one kind. A page in the place of JSON (a hotel's login, a proxy's error) is never taken for a reply:
 * the media type must be the API's own.
 */
export async function readReply(response: Response, kind: 'json' | 'empty' | 'bytes', now: number): Promise<unknown> {
  if (!response.ok) throw await refusal(response, now);
  if (kind === 'empty') {
    if (response.status !== 204) throw new NetworkProblem('foreign');
    return undefined;
  }
  if (kind === 'bytes') {
    if (mediaType(response) === 'text/html') throw new NetworkProblem('foreign');
    return response.blob();
  }
  if (mediaType(response) !== 'application/json') throw new NetworkProblem('foreign');
  return json(response);
}
