declare module 'fontkit' {
  /** Opens a font file; of a collection the face of this PostScript name. */
  export function openSync(file: string, face?: string): unknown;
}
