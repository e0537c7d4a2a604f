/**
 * The outcome of a rule or use case that may be refused for an expected reason.
 * Bugs and broken infrastructure throw; a refusal that a person can be told about is a value.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** What a refusal was about, in values that a sentence can be filled with. JSON only. */
export type Facts = Readonly<Record<string, unknown>>;

/** A refusal: a stable code that the glossary turns into a sentence, and the facts of this case. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly facts: Facts;
}

/** A refusal that points at one field of a body (`pointer` is an RFC 6901 JSON pointer). */
export interface Violation<Code extends string = string> extends Refusal<Code> {
  readonly pointer: string;
}

/** A success that carries `value`. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** A refusal that carries `error`. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** A refusal with a code and its facts. */
export const refuse = <Code extends string>(
  code: Code,
  facts: Facts = {},
): { readonly ok: false; readonly error: Refusal<Code> } => err({ code, facts });
