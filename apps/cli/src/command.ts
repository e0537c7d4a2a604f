import { type ParseArgsConfig } from 'node:util';

export interface CommandInput {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  positionals: string[];
  /** Writes a line to standard output. */
  say(line: string): void;
  /** Writes a line to standard error. */
  complain(line: string): void;
}

/** One subcommand of `zuimei`. `run` gives the exit code. */
export interface Command {
  name: string;
  usage: string;
  about: string;
  options: NonNullable<ParseArgsConfig['options']>;
  run(input: CommandInput): Promise<number>;
}

/** Wrong words on the command line: shown with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
