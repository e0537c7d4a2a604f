import { type ProblemDocument } from '@zuimei/contracts';
import { api, endpoints } from '../data/api.js';

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/**
 * Announces a photo to the server without sending any of it (tus 1.0, creation).
 * @returns its address, the refusal, or null where the server does not answer
 */
export async function createUpload(
  bytes: number,
  metadata: Readonly<Record<string, string>>,
): Promise<{ url: string } | { problem: ProblemDocument } | null> {
  try {
    const words = Object.entries(metadata).map(([name, value]) => `${name} ${base64(value)}`);
    const response = await fetch(api.url(endpoints.upload), {
      method: 'POST',
      headers: {
        'x-zuimei': '1',
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes),
        'upload-metadata': words.join(','),
      },
    });
    const location = response.headers.get('location');
    if (response.status === 201 && location) return { url: new URL(location, response.url).href };
    const problem = (await response.json()) as ProblemDocument;
    return typeof problem.code === 'string' && !problem.retryable ? { problem } : null;
  } catch {
    return null;
  }
}
