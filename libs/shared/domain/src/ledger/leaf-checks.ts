import { validateAnswer } from '../ballots/validate.js';
import { compareBytes, hashOfText, type HashDeps } from '../bytes/bytes.js';
import { canonicalJson } from '../bytes/canonical-json.js';
import type { AnswerCollector } from '../tally/pack.js';
import { collectorFor } from '../tally/tally.js';
import { tallyEntryOf, type BundleFrame } from './bundle.js';
import { BUNDLE_LIMITS, leafShape } from './bundle-shape.js';
import { LEAF, LeafHashes, type Leaf } from './leaf.js';
import { MOST_FAULTS } from './shape.js';

/** What is said where a check throws because the format is wrong. */
export const CANNOT_BE_CHECKED = 'cannot be checked: the format is wrong';

/**
 * Looks at the leaves of a bundle one by one, in their order: their shape, whether they are answers that the method
 * takes, their order, and their hashes. What it keeps is packed, so that a million of them fit.
 */
export class LeafChecks {
  readonly format: string[] = [];
  readonly answers: string[] = [];
  readonly order: string[] = [];
  readonly hashes: LeafHashes;
  /** Leaves that could not be hashed: no root can be had. */
  unhashed = 0;
  /** Undefined where the bundle says nothing that could be counted. */
  readonly collector: AnswerCollector | undefined;
  readonly #known: ReadonlySet<string>;
  #count = 0;
  #twice = false;

  constructor(
    private readonly frame: BundleFrame,
    /** Whether what stands beside the leaves is well formed. */
    private readonly wellFormed: boolean,
    private readonly deps: HashDeps,
  ) {
    this.#known = new Set(wellFormed ? frame.entries.map(({ number }) => String(number)) : []);
    const room = wellFormed ? Math.min(frame.head.size, BUNDLE_LIMITS.leaves) : 16;
    this.collector = wellFormed ? collectorFor(frame.entries.map(tallyEntryOf), room) : undefined;
    this.hashes = new LeafHashes(room);
  }

  get count(): number {
    return this.#count;
  }

  /** Ballots among the leaves. */
  get ballots(): number {
    return this.collector?.standing.jurors.size ?? 0;
  }

  /** Takes a leaf, which may be any JSON; undefined where it was not even that. */
  add(leaf: unknown): void {
    const i = this.#count;
    this.#count += 1;
    if (this.format.length < MOST_FAULTS) {
      if (i === BUNDLE_LIMITS.leaves) this.format.push(`/leaves has more than ${BUNDLE_LIMITS.leaves} items`);
      const faults = leafShape(leaf, `/leaves/${i}`);
      this.format.push(...faults);
      if (faults.length === 0) this.#checkAnswer(leaf as Leaf, i);
      else note(this.answers, `leaf ${i} ${CANNOT_BE_CHECKED}`);
    }
    this.#checkHash(leaf, i);
  }

  #checkAnswer(leaf: Leaf, i: number): void {
    if (!this.collector) return;
    const { screen, answer } = leaf;
    const foreign = screen.entries.filter((id) => !this.#known.has(id));
    if (foreign.length > 0) note(this.answers, `leaf ${i} shows unknown entries ${foreign.join(', ')}`);
    else if (new Set(screen.entries).size < screen.entries.length) note(this.answers, `leaf ${i} shows an entry twice`);
    else {
      const valid = validateAnswer(this.frame.rules.method, screen, answer);
      if (!valid.ok) note(this.answers, `leaf ${i}: ${valid.error.code}`);
    }
    // Leaves all stand, so revisions no longer matter; the leaf's place serves as its id.
    this.collector.add({ ...leaf, answerId: String(i), revision: 0 });
    if (this.#twice || this.collector.standing.size === this.collector.standing.count) return;
    this.#twice = true;
    note(this.answers, 'a juror answers one screen twice');
  }

  #checkHash(leaf: unknown, i: number): void {
    let hash: Uint8Array;
    try {
      // Hashed as it stands, so that a member that no leaf has does not go unnoticed.
      hash = hashOfText(LEAF, canonicalJson(leaf), this.deps.sha256);
    } catch {
      this.unhashed += 1;
      return;
    }
    const before = this.hashes.size > 0 ? compareBytes(this.hashes.at(this.hashes.size - 1), hash) : -1;
    if (before >= 0) note(this.order, before === 0 ? `leaf ${i} is a duplicate` : `leaf ${i} is out of order`);
    this.hashes.add(hash);
  }
}

const note = (faults: string[], fault: string): void => {
  if (faults.length < MOST_FAULTS) faults.push(fault);
};
