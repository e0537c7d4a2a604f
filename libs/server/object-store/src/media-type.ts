/** Suffixes whose media type the folder adapter knows without a note of its own. */
const TYPE_OF_SUFFIX: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  csv: 'text/csv; charset=utf-8',
  heic: 'image/heic',
  heif: 'image/heif',
  html: 'text/html; charset=utf-8',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webp: 'image/webp',
  zip: 'application/zip',
};

/** The media type that a key's suffix stands for; `application/octet-stream` where it says nothing. */
export function typeOfKey(key: string): string {
  const suffix = /\.([a-z0-9]+)$/.exec(key)?.[1];
  return (suffix === undefined ? undefined : TYPE_OF_SUFFIX[suffix]) ?? 'application/octet-stream';
}
