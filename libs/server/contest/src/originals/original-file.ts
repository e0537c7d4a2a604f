import type { OriginalRow } from '@zuimei/persistence/contest';

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/heif': 'heif',
};

/**
 * What a downloaded original is called: the edition and the entry's number, or the end of the submission's id while it
 * has none, with the extension of what the file is by its content.
 */
export function originalFileName({ editionKey, number, submissionId, mime }: OriginalRow): string {
  const name = number === null ? submissionId.slice(-12) : String(number).padStart(4, '0');
  return `zuimei-${editionKey}-${name}.${EXTENSIONS[mime] ?? 'bin'}`;
}
