import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A folder of files that lies beside the checkout on some machines and never inside it. */
export function sharedCorpus(name: string, home: string | undefined): string | undefined {
  const root = path.resolve(import.meta.dirname, '../../../../..');
  const folder = path.join(home ?? path.join(root, '../shared'), 'corpus', name);
  return existsSync(path.join(folder, 'MANIFEST.md')) ? folder : undefined;
}

/** The rows of a Markdown table, each cell by its column's heading. */
export function readTable(file: string): Record<string, string>[] {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    );
  const [heads = [], , ...body] = rows;
  return body.map((cells) => Object.fromEntries(heads.map((head, i) => [head, cells[i] ?? ''])));
}
