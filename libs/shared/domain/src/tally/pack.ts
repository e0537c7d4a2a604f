import type { RecordedAnswer } from '../ballots/method.js';
import { StandingRows } from '../ballots/supersede.js';
import { withRoom } from '../bytes/growing.js';

/**
 * Answers as typed arrays: answer `i` has the slots `starts[i] … starts[i + 1] - 1`. A slot holds the index of the
 * entry shown there and its mark: for picks and verdicts 1 = picked, for orders the place from 1 (0 = not placed),
 * for grades the grade. Slots of entries outside the count are left out. The answers of one juror stand together.
 */
export interface PackedAnswers {
  readonly entryCount: number;
  readonly jurorCount: number;
  /** Number of answers. */
  readonly count: number;
  readonly starts: Uint32Array;
  readonly shown: Uint16Array | Uint32Array;
  readonly marks: Uint8Array;
  readonly juror: Uint32Array;
  /** Place of the screen in its juror's own sequence, 0 where the round does not keep it. */
  readonly ordinal: Uint32Array;
}

/** Room for entries by index, in as few bytes as their number takes. */
export const entryIndexes = (entryCount: number, length: number): Uint16Array | Uint32Array =>
  entryCount <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);

const markOf = ({ answer }: RecordedAnswer, entry: string): number => {
  switch (answer.kind) {
    case 'picks':
      return Number(answer.picks.includes(entry));
    case 'order':
      return answer.order.indexOf(entry) + 1;
    case 'verdict':
      return Number(answer.verdict === 'in');
    case 'grade':
      return answer.grade;
    case 'skip':
      return 0;
  }
};

/**
 * Takes answers as they come, superseded ones included, and packs those that stand. A million answers to nine entries
 * each take about 150 MB on the way.
 */
export class AnswerCollector {
  readonly standing: StandingRows;
  readonly #indexOf: ReadonlyMap<string, number>;
  /** By row, where its slots end. */
  #ends: Uint32Array;
  #ordinals: Uint32Array;
  #skipped: Uint8Array;
  #shown: Uint16Array | Uint32Array;
  #marks = new Uint8Array(64);

  /**
   * @param ids the entries that count
   * @param room how many answers there will be, as far as it is known
   */
  constructor(
    ids: readonly string[],
    private readonly room = 16,
  ) {
    this.standing = new StandingRows(room);
    this.#ends = new Uint32Array(room);
    this.#ordinals = new Uint32Array(room);
    this.#skipped = new Uint8Array(room);
    this.#indexOf = new Map(ids.map((id, i) => [id, i]));
    this.#shown = entryIndexes(ids.length, 64);
  }

  /** Adds an answer; gives its row, from 0. */
  add(recorded: RecordedAnswer): number {
    const row = this.standing.add(recorded);
    const { screen, answer } = recorded;
    let at = row === 0 ? 0 : (this.#ends[row - 1] as number);
    this.#ends = withRoom(this.#ends, row + 1);
    this.#ordinals = withRoom(this.#ordinals, row + 1);
    this.#skipped = withRoom(this.#skipped, row + 1);
    this.#ordinals[row] = screen.ordinal ?? 0;
    this.#skipped[row] = Number(answer.kind === 'skip');
    if (answer.kind !== 'skip') {
      // Screens tend to be of one size.
      const needed = Math.max(at + screen.entries.length, at === 0 ? this.room * screen.entries.length : 0);
      this.#shown = withRoom(this.#shown, needed);
      this.#marks = withRoom(this.#marks, needed);
      for (const id of screen.entries) {
        const index = this.#indexOf.get(id);
        if (index === undefined) continue;
        this.#shown[at] = index;
        this.#marks[at] = markOf(recorded, id);
        at += 1;
      }
    }
    this.#ends[row] = at;
    return row;
  }

  /** How many of the answers that stand are skips. */
  skips(): number {
    return this.standing.rows().reduce((sum, row) => sum + (this.#skipped[row] as number), 0);
  }

  /**
   * The answers that stand, by juror in the order of pseudonyms. Skips are left out, and so are answers none of whose
   * entries counts. Nothing can be added afterwards.
   */
  pack(): PackedAnswers {
    const counted = this.standing.rows().filter((row) => this.#start(row) < (this.#ends[row] as number));
    const slots = counted.reduce((sum, row) => sum + (this.#ends[row] as number) - this.#start(row), 0);
    const { order, jurorCount, juror } = this.#byJuror(counted);
    const starts = new Uint32Array(order.length + 1);
    const shown = entryIndexes(this.#indexOf.size, slots);
    const marks = new Uint8Array(slots);
    let at = 0;
    order.forEach((row, i) => {
      const [from, end] = [this.#start(row), this.#ends[row] as number];
      shown.set(this.#shown.subarray(from, end), at);
      marks.set(this.#marks.subarray(from, end), at);
      at += end - from;
      starts[i + 1] = at;
    });
    const ordinal = order.map((row) => this.#ordinals[row] as number);
    this.#shown = entryIndexes(0, 0);
    this.#marks = new Uint8Array(0);
    this.#ordinals = new Uint32Array(0);
    return {
      entryCount: this.#indexOf.size,
      jurorCount,
      count: order.length,
      starts,
      shown,
      marks,
      juror,
      ordinal,
    };
  }

  #start(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] as number);
  }

  /** Rows by juror, jurors with a row numbered in the order of their pseudonyms. */
  #byJuror(rows: Uint32Array): { order: Uint32Array; juror: Uint32Array; jurorCount: number } {
    const { jurors } = this.standing;
    const own = new Uint32Array(jurors.size);
    for (const row of rows) {
      const by = this.standing.jurorOf(row);
      own[by] = (own[by] as number) + 1;
    }
    const named = Array.from(own.keys()).filter((juror) => (own[juror] as number) > 0);
    const names = new Map(named.map((juror) => [juror, jurors.text(juror)]));
    named.sort((a, b) => ((names.get(a) as string) < (names.get(b) as string) ? -1 : 1));
    const numberOf = new Uint32Array(jurors.size);
    const next = new Uint32Array(jurors.size);
    let from = 0;
    named.forEach((juror, number) => {
      numberOf[juror] = number;
      next[juror] = from;
      from += own[juror] as number;
    });
    const order = new Uint32Array(rows.length);
    const juror = new Uint32Array(rows.length);
    for (const row of rows) {
      const by = this.standing.jurorOf(row);
      const place = next[by] as number;
      next[by] = place + 1;
      order[place] = row;
      juror[place] = numberOf[by] as number;
    }
    return { order, juror, jurorCount: named.length };
  }
}

/** Packs answers that are at hand, see `AnswerCollector`. */
export const packAnswers = (ids: readonly string[], answers: Iterable<RecordedAnswer>): PackedAnswers => {
  const collector = new AnswerCollector(ids);
  for (const answer of answers) collector.add(answer);
  return collector.pack();
};
