/**
 * How long a text is to the person who wrote it: code points, so that a rare character outside the basic plane
 * (𬀩, as in names) counts once, as it does for `char_length` of a database.
 */
export const textLength = (text: string): number => {
  let length = 0;
  for (const _ of text) length++;
  return length;
};
