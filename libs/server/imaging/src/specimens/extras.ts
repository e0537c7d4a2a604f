/** What a public JPEG may consist of: JFIF's own header, tables, a frame, scans, an end. */
const JPEG_PARTS = new Set([0xc0, 0xc2, 0xc4, 0xda, 0xdb, 0xdd]);
const JFIF_WITHOUT_THUMBNAIL = 16;

/**
 * Everything in a public picture that is not the picture: metadata, profiles, comments, thumbnails, bytes behind its end.
 * Reads the file by itself and knows no format of metadata: whatever is not needed to show the picture is named.
 */
export function extrasOf(file: Buffer): string[] {
  return file.toString('latin1', 0, 4) === 'RIFF' ? extrasOfWebp(file) : extrasOfJpeg(file);
}

function extrasOfWebp(file: Buffer): string[] {
  const extras: string[] = [];
  const end = file.readUInt32LE(4) + 8;
  if (end !== file.length) extras.push(`${file.length - end} bytes behind the end`);
  for (let at = 12; at + 8 <= file.length;) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    if (name !== 'VP8 ') extras.push(name);
    at += 8 + length + (length & 1);
  }
  return extras;
}

function extrasOfJpeg(file: Buffer): string[] {
  const extras: string[] = [];
  let at = 2;
  for (;;) {
    while (file[at] !== 0xff || file[at + 1] === 0 || ((file[at + 1] as number) & 0xf8) === 0xd0) {
      if (at >= file.length) return [...extras, 'no end'];
      at++;
    }
    const marker = file[at + 1] as number;
    if (marker === 0xd9) break;
    const length = file.readUInt16BE(at + 2);
    const jfif =
      marker === 0xe0 && length === JFIF_WITHOUT_THUMBNAIL && file.toString('latin1', at + 4, at + 8) === 'JFIF';
    if (!jfif && !JPEG_PARTS.has(marker)) extras.push(`segment ${marker.toString(16)}`);
    at += 2 + length;
  }
  const behind = file.length - at - 2;
  return behind ? [...extras, `${behind} bytes behind the end`] : extras;
}
