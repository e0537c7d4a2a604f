/** A result by index of entry, before names are put to it. */
export interface Outcome {
  /** Groups of equals, best first. */
  readonly groups: readonly (readonly number[])[];
  /** The figure of each entry; NaN where it has none. */
  readonly scores: ArrayLike<number>;
  readonly committees?: readonly (readonly number[])[];
  /** Figures beside the scores, by entry. */
  readonly perEntry?: Readonly<Record<string, readonly unknown[]>>;
  /** What else is to be said of the whole result. */
  readonly also?: Readonly<Record<string, unknown>>;
}
