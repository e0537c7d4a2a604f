import { withRoom } from '../bytes/growing.js';
import { TextList, TextTable } from '../bytes/text-table.js';
import type { RecordedAnswer } from './method.js';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What decides whether a recorded answer stands. */
export type Delivery = Pick<RecordedAnswer, 'answerId' | 'pseudonym' | 'revision'> & {
  readonly screen: { readonly id: string };
};

/**
 * Which of many deliveries stand: for each juror and screen the greatest revision, between equal revisions the greatest
 * answer id. Rows are numbered from 0 as they come, and packed: a million of them take about 100 MB.
 */
export class StandingRows {
  /** Pseudonyms, by the number of the juror. */
  readonly jurors = new TextTable();
  readonly #keys: TextTable;
  readonly #ids: TextList;
  #revisions: Float64Array;
  #jurorOf: Uint32Array;
  /** The row that stands, by key. */
  #rowOf: Uint32Array;

  /** @param room how many rows there will be, as far as it is known */
  constructor(room = 16) {
    this.#keys = new TextTable(room);
    this.#ids = new TextList(room);
    this.#revisions = new Float64Array(room);
    this.#jurorOf = new Uint32Array(room);
    this.#rowOf = new Uint32Array(room);
  }

  /** How many rows were added. */
  get count(): number {
    return this.#ids.size;
  }

  /** How many of them stand. */
  get size(): number {
    return this.#keys.size;
  }

  /** Adds a delivery; gives its row. */
  add({ answerId, pseudonym, revision, screen }: Delivery): number {
    const row = this.#ids.push(answerId);
    const juror = this.jurors.numberOf(pseudonym);
    this.#revisions = withRoom(this.#revisions, row + 1);
    this.#revisions[row] = revision;
    this.#jurorOf = withRoom(this.#jurorOf, row + 1);
    this.#jurorOf[row] = juror;
    const before = this.#keys.size;
    const key = this.#keys.numberOf(`${juror} ${screen.id}`);
    this.#rowOf = withRoom(this.#rowOf, key + 1);
    if (key === before || this.#outranks(row, this.#rowOf[key] as number)) this.#rowOf[key] = row;
    return row;
  }

  /** The rows that stand, by the first delivery of each. */
  rows(): Uint32Array {
    return this.#rowOf.subarray(0, this.size);
  }

  jurorOf(row: number): number {
    return this.#jurorOf[row] as number;
  }

  answerId(row: number): string {
    return this.#ids.text(row);
  }

  #outranks(a: number, b: number): boolean {
    const difference = (this.#revisions[a] as number) - (this.#revisions[b] as number);
    return difference !== 0 ? difference > 0 : compareText(this.answerId(a), this.answerId(b)) > 0;
  }
}

/**
 * The answers that stand: for each juror and screen the latest revision, each once however often it was delivered.
 * Both rows stay in the ledger; only this one is counted. A skip that stands is kept, so that a count can report it.
 * The result is sorted by pseudonym, then screen id, whatever the order of the input.
 */
export const supersede = <A extends RecordedAnswer>(answers: Iterable<A>): A[] => {
  const standing = new StandingRows();
  const all: A[] = [];
  for (const answer of answers) all[standing.add(answer)] = answer;
  return Array.from(standing.rows(), (row) => all[row] as A).sort(
    (a, b) => compareText(a.pseudonym, b.pseudonym) || compareText(a.screen.id, b.screen.id),
  );
};
