import type { RecordedAnswer } from '../ballots/method.js';
import { StandingRows } from '../ballots/supersede.js';
import { fromHex, type HashDeps } from '../bytes/bytes.js';
import { withRoom } from '../bytes/growing.js';
import { TextTable } from '../bytes/text-table.js';
import { ChainWalk } from './chain.js';
import type { BundleChain } from './bundle.js';
import { LeafHashes, leafHash } from './leaf.js';
import type { ExportedLink } from './observers.js';
import { anyObject, MOST_FAULTS, record, text, whole } from './shape.js';

const hash = text(/^[0-9a-f]{64}$/, 'a hash');
const linkShape = record({ seq: whole(1), prev: hash, hash, row: anyObject });
const named = record({
  answerId: text(/^[^]{1,64}$/, 'an id'),
  pseudonym: text(/^[^]{1,64}$/, 'a pseudonym'),
  revision: whole(0),
  screen: anyObject,
  answer: anyObject,
});
/** What must stand in a row that is an answer; it says more, which the chain vouches for. */
const isAnswer = (row: unknown): row is RecordedAnswer => {
  const { answerId, pseudonym, revision, screen, answer } = row as Partial<RecordedAnswer>;
  const faults = named({ answerId, pseudonym, revision, screen, answer }, '');
  return faults.length === 0 && typeof screen?.id === 'string';
};

/** An exported chain as it is read. */
class ExportedChain {
  length = 0;
  /** The hash of the last link as it says itself; zeros before the first. */
  head = '0'.repeat(64);
  readonly #walk: ChainWalk;

  constructor({ sha256 }: HashDeps) {
    this.#walk = new ChainWalk(sha256);
  }

  get end(): BundleChain {
    return { length: this.length, head: this.head };
  }

  add({ seq, prev, hash: own, row }: ExportedLink): void {
    this.length += 1;
    this.head = own;
    this.#walk.add({ seq, prev: fromHex(prev) as Uint8Array, hash: fromHex(own) as Uint8Array, row });
  }

  faults(): string[] {
    const { fault } = this.#walk;
    return fault ? [`row ${fault.at + 1}: ${fault.fault}`] : [];
  }
}

/** Follows the items of an observers' package: first all of them, then the answers of the chain once more. */
export class ObserversWalk {
  readonly chain: ExportedChain;
  readonly audit: ExportedChain;
  readonly format: string[] = [];
  /** What is wrong with the rows as answers. */
  readonly answers: string[] = [];
  /** By row of the chain, its screen under the public name. */
  readonly standing: StandingRows;
  readonly hashes: LeafHashes;
  /** Ids of screens that were answered, and the number + 1 of the public name of each. */
  readonly #screens: TextTable;
  readonly #names: TextTable;
  #nameOf: Uint32Array;
  #unanswered = 0;
  #namedTwice = false;
  #unnamed = 0;
  #noAnswers = 0;

  /** @param room how many answers there will be, as far as it is known */
  constructor(
    private readonly deps: HashDeps,
    room: number,
  ) {
    this.standing = new StandingRows(room);
    this.hashes = new LeafHashes(room);
    this.#screens = new TextTable(room);
    this.#names = new TextTable(room);
    this.#nameOf = new Uint32Array(room);
    this.chain = new ExportedChain(deps);
    this.audit = new ExportedChain(deps);
  }

  /** Takes an item of the first reading; any JSON. */
  add(member: string, item: unknown): void {
    if (this.format.length >= MOST_FAULTS) return;
    if (member === 'screens') return this.#addName(item);
    const chain = member === 'audit' ? this.audit : this.chain;
    const faults = linkShape(item, `/${member}/${chain.length}`);
    this.format.push(...faults);
    if (faults.length > 0) return;
    const link = item as ExportedLink;
    chain.add(link);
    if (chain === this.chain && isAnswer(link.row)) this.#screens.numberOf(link.row.screen.id);
  }

  /** Takes a link of the second reading: all names are known by now. */
  addAnswer(item: unknown): void {
    const { row } = item as ExportedLink;
    if (!isAnswer(row)) {
      this.#noAnswers += 1;
      this.#sayOnce(this.#noAnswers, `row ${(item as ExportedLink).seq} is no answer`);
      return;
    }
    const name = this.#nameOf[this.#screens.find(row.screen.id) as number] ?? 0;
    if (name === 0) {
      this.#unnamed += 1;
      this.#sayOnce(this.#unnamed, `row ${(item as ExportedLink).seq} is to a screen without a public name`);
      return;
    }
    const id = this.#names.text(name - 1);
    this.standing.add({ ...row, screen: { id: String(name) } });
    this.hashes.add(leafHash({ ...row, screen: { ...row.screen, id } }, this.deps.sha256));
  }

  #addName(item: unknown): void {
    // What is no JSON was said to be none.
    const [[id, name] = ['', null]] = Object.entries((item ?? {}) as Record<string, unknown>);
    if (typeof name !== 'string') {
      this.format.push(`/screens/${id} is no name`);
      return;
    }
    const screen = this.#screens.find(id);
    if (screen === undefined) {
      this.#unanswered += 1;
      return this.#sayOnce(this.#unanswered, `screen ${id} has a public name and no row`);
    }
    const before = this.#names.size;
    const number = this.#names.numberOf(name);
    if (number < before && !this.#namedTwice) {
      this.#namedTwice = true;
      this.answers.push('two screens have one public name');
    }
    this.#nameOf = withRoom(this.#nameOf, this.#screens.size);
    this.#nameOf[screen] = number + 1;
  }

  /** The first of a kind is named, the others would tell no more. */
  #sayOnce(times: number, fault: string): void {
    if (times === 1) this.answers.push(fault);
  }
}
