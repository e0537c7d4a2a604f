export { DocumentFonts, type Run } from './document-fonts.js';
export { MISSING_SORT, type Weight } from './font-files.js';
export { breakLines, fitLines, type Lettering, type Line, missingIn, outline } from './outlines.js';
export { type QrSquares, qrSquares } from './qr-squares.js';
export { TextPen, type TextStyle } from './text-pen.js';
export { MM, type PdfDocument, type PdfSettings, streamPdf, writePdf } from './write-pdf.js';
