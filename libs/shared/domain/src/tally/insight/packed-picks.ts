import { entryIndexes, type PackedAnswers } from '../pack.js';

/** Packed answers with the milliseconds that each screen was shown. */
export interface TimedAnswers {
  readonly packed: PackedAnswers;
  readonly shownMs: Uint32Array;
}

/**
 * The binary form of a PostgreSQL array of 32-bit numbers: dimensions, flags and type, then (where it has one dimension)
 * length and lower bound, then each number behind its own length in bytes. All big-endian, 4 bytes each.
 */
const WORD = 4;
const EMPTY = 3 * WORD;
const HEAD = 5 * WORD;
const ITEM = 2 * WORD;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const lengthAt = (view: DataView, array: number): number =>
  view.getUint32(array) === 0 ? 0 : view.getUint32(array + EMPTY);
const afterArray = (array: number, length: number): number => array + (length === 0 ? EMPTY : HEAD + length * ITEM);
const numberAt = (view: DataView, array: number, i: number): number => view.getUint32(array + HEAD + i * ITEM + WORD);

/** How many answers and shown entries the blocks hold. */
const roomFor = (jurors: readonly Uint8Array[]): { readonly answers: number; readonly slots: number } => {
  let [answers, slots] = [0, 0];
  for (const bytes of jurors) {
    const view = viewOf(bytes);
    for (let from = 0; from < bytes.byteLength; answers += 1) {
      const size = lengthAt(view, from + WORD);
      const picks = afterArray(from + WORD, size);
      slots += size;
      from = afterArray(picks, lengthAt(view, picks));
    }
  }
  return { answers, slots };
};

/**
 * Reads picks that a database packed, one block of bytes for each juror, in one order of jurors. A block is a run of
 * answers: milliseconds shown (32 bits, big-endian), the numbers of the entries in the order shown, and those of the
 * picks, both as PostgreSQL's `array_send` writes them. `ids` are entry numbers as text; other entries are left out, and
 * so are answers none of whose entries are among them.
 */
export const readPackedPicks = (ids: readonly string[], jurors: readonly Uint8Array[]): TimedAnswers => {
  const indexOf = new Map(ids.map((id, i) => [Number(id), i]));
  const room = roomFor(jurors);
  const starts = new Uint32Array(room.answers + 1);
  const shown = entryIndexes(ids.length, room.slots);
  const marks = new Uint8Array(room.slots);
  const juror = new Uint32Array(room.answers);
  const shownMs = new Uint32Array(room.answers);
  let [count, at, counted] = [0, 0, 0];
  for (const bytes of jurors) {
    const view = viewOf(bytes);
    const before = count;
    for (let from = 0; from < bytes.byteLength;) {
      const entries = from + WORD;
      const size = lengthAt(view, entries);
      const picks = afterArray(entries, size);
      const picked = lengthAt(view, picks);
      const first = at;
      for (let i = 0; i < size; i += 1) {
        const number = numberAt(view, entries, i);
        const index = indexOf.get(number);
        if (index === undefined) continue;
        shown[at] = index;
        for (let k = 0; k < picked; k += 1) if (numberAt(view, picks, k) === number) marks[at] = 1;
        at += 1;
      }
      if (at > first) {
        juror[count] = counted;
        shownMs[count] = view.getUint32(from);
        count += 1;
        starts[count] = at;
      }
      from = afterArray(picks, picked);
    }
    if (count > before) counted += 1;
  }
  const packed = {
    entryCount: ids.length,
    jurorCount: counted,
    count,
    starts: starts.subarray(0, count + 1),
    shown: shown.subarray(0, at),
    marks: marks.subarray(0, at),
    juror: juror.subarray(0, count),
    ordinal: new Uint32Array(count),
  };
  return { packed, shownMs: shownMs.subarray(0, count) };
};

/** The answers of the jurors that `keep` chooses; jurors keep their index. */
export const answersOfJurors = (packed: PackedAnswers, keep: (juror: number) => boolean): PackedAnswers => {
  const { count, starts: from, shown, marks, juror, ordinal } = packed;
  const chosen = Uint32Array.from(juror.keys()).filter((i) => keep(juror[i] as number));
  if (chosen.length === count) return packed;
  const starts = new Uint32Array(chosen.length + 1);
  chosen.forEach((i, k) => {
    starts[k + 1] = (starts[k] as number) + (from[i + 1] as number) - (from[i] as number);
  });
  const slots = starts[chosen.length] as number;
  const kept = { shown: entryIndexes(packed.entryCount, slots), marks: new Uint8Array(slots) };
  chosen.forEach((i, k) => {
    kept.shown.set(shown.subarray(from[i], from[i + 1]), starts[k]);
    kept.marks.set(marks.subarray(from[i], from[i + 1]), starts[k]);
  });
  return {
    ...packed,
    ...kept,
    count: chosen.length,
    starts,
    juror: chosen.map((i) => juror[i] as number),
    ordinal: chosen.map((i) => ordinal[i] as number),
  };
};
