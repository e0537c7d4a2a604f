import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { count } from '../commands/count.js';

/** What a run of the command gave: its exit code, its lines, and its complaints. */
export interface CountRun {
  readonly code: number;
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
}

/** Runs `zuimei count FILES…` as the command line does. */
export async function runCount(files: readonly string[], values: Record<string, string | boolean>): Promise<CountRun> {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await count.run({
    values,
    positionals: [...files],
    say: (line) => void lines.push(line),
    complain: (line) => void complaints.push(line),
  });
  return { code, lines, complaints };
}

/** A folder for the files of one spec, gone afterwards. */
export function countFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-count-'));
  let made = 0;
  return {
    write(content: unknown): string {
      made += 1;
      const file = path.join(folder, `${made}.json`);
      fs.writeFileSync(
        file,
        typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content),
      );
      return file;
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** The parts of a counted file that specs look at. */
export interface CountedLine {
  readonly file: string;
  readonly method: string;
  readonly ranking: (string | number)[][];
  readonly scores: Record<string, number | null>;
  readonly committees?: (string | number)[][];
  readonly error?: { pointer: string; code: string; message: string };
  readonly [further: string]: unknown;
}

export const parseLines = ({ lines }: CountRun): CountedLine[] => lines.map((line) => JSON.parse(line) as CountedLine);
