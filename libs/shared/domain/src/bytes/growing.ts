type Growing = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A typed array with room for `length` items: the same one, or a copy with at least twice as many. */
export const withRoom = <A extends Growing>(array: A, length: number): A => {
  if (length <= array.length) return array;
  const Kind = array.constructor as new (size: number) => A;
  const grown = new Kind(Math.max(length, 2 * array.length));
  grown.set(array);
  return grown;
};
