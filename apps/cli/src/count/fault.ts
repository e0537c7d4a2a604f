/** What is wrong with a file: where (an RFC 6901 JSON pointer), a stable code, and a sentence. */
export interface Fault {
  readonly pointer: string;
  readonly code: FaultCode;
  readonly message: string;
}

export const FAULT_CODES = [
  'UNREADABLE',
  'TOO_LARGE',
  'NOT_UTF8',
  'NOT_JSON',
  'MISSING',
  'WRONG_TYPE',
  'OUT_OF_RANGE',
  'UNKNOWN_MEMBER',
  'UNKNOWN_METHOD',
  'UNKNOWN_ENTRY',
  'DUPLICATE',
  'BALLOT_KIND',
  'NO_ENTRIES',
  'NO_BALLOTS',
  'GRAPH_NOT_CONNECTED',
  'NO_MAXIMUM_LIKELIHOOD',
  'BUNDLE_MALFORMED',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** Thrown while a file is read; caught where the file's line is written. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  constructor(
    readonly code: FaultCode,
    readonly pointer: string,
    message: string,
  ) {
    super(message);
  }

  /** The fault as it is printed. */
  get fault(): Fault {
    return { pointer: this.pointer, code: this.code, message: this.message };
  }
}

/** A JSON pointer one step further. */
export const below = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
