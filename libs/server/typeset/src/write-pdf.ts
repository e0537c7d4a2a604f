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

/**
 * Writes a document without margins or a page of its own: `draw` adds them. One that stayed without any gets an empty one,
 * because a file without pages opens nowhere.
 */
export async function writePdf(
  { page: { width, height }, title, madeAt }: PdfSettings,
  draw: (document: PdfDocument) => Promise<void>,
): Promise<Buffer> {
  const document = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, CreationDate: madeAt, Producer: 'zuimei', Creator: 'zuimei' },
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  await draw(document);
  if (document.bufferedPageRange().count === 0) document.addPage();
  document.end();
  await finished;
  return Buffer.concat(chunks);
}
