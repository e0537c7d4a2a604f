import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import PDFDocument from 'pdfkit';

/** Points in a millimetre. */
export const MM = 72 / 25.4;

export type PdfDocument = InstanceType<typeof PDFDocument>;

export interface PdfSettings {
  /** Points, 72 an inch. */
  page: { width: number; height: number };
  title: string;
  madeAt: Date;
}

/** Bytes that may wait for the reader. */
const ROOM = 1 << 20;
const LOOK_AGAIN_MS = 5;

/**
 * Draws a document that is read while it grows; it has no margins and no page of its own: `draw` adds them. One that stayed
 * without any gets an empty one, because a file without pages opens nowhere. `room` waits until the reader has taken most
 * of what was written, and says false once nobody reads any more. What `draw` throws ends the stream with an error.
 */
export function streamPdf(
  { page: { width, height }, title, madeAt }: PdfSettings,
  draw: (document: PdfDocument, room: () => Promise<boolean>) => Promise<void>,
): Readable {
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, CreationDate: madeAt, Producer: 'zuimei', Creator: 'zuimei' },
  });
  const stream = document as unknown as Readable;
  const room = async (): Promise<boolean> => {
    while (!stream.destroyed && stream.readableLength > ROOM) await pause(LOOK_AGAIN_MS);
    return !stream.destroyed;
  };
  void draw(document, room).then(
    () => {
      if (stream.destroyed) return;
      if (document.bufferedPageRange().count === 0) document.addPage();
      document.end();
    },
    (error: unknown) => stream.destroy(error as Error),
  );
  return stream;
}

/** The same as one piece. */
export function writePdf(settings: PdfSettings, draw: (document: PdfDocument) => Promise<void>): Promise<Buffer> {
  return buffer(streamPdf(settings, draw));
}
