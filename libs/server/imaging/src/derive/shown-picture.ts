interface Size {
  width: number;
  height: number;
}

/** What a file's headers say of the picture that is meant, where it holds several. */
export interface ShownPicture extends Size {
  place?: { index: number; of: number };
}

/** Of the pictures that a decoder lists, the one that is meant: by its place, or else by its size. */
export function pickShown<T extends Size>(
  pictures: readonly T[],
  { width, height, place }: ShownPicture,
): T | undefined {
  const fits = (picture: T | undefined): boolean => picture?.width === width && picture.height === height;
  const placed = place?.of === pictures.length ? pictures[place.index] : undefined;
  return fits(placed) ? placed : (pictures.find(fits) ?? pictures[0]);
}
