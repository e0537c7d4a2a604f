// The columns of exported tables as a page. Needs the build.
import { format } from 'prettier';

const TITLES = {
  entries: ['Entries of an edition', 'GET /v1/editions/{key}/exports/entries'],
  answers: ['Answers of a published round', 'GET /v1/rounds/{id}/exports/answers'],
  result: ['Result of a published round', 'GET /v1/rounds/{id}/exports/result'],
  winnerContacts: ['Whom to tell about a prize', 'GET /v1/editions/{key}/exports/winner-contacts'],
};

/** @returns {Promise<Record<string, string>>} paths from the root of the repository, and what must stand there */
export async function generate() {
  const { EXPORTS, EXPORT_FORMAT_NAMES, exportColumns } = await import('../../libs/shared/contracts/dist/index.js');
  const cell = (text) => text.replaceAll('|', '\\|');
  const lines = [
    '# Exported tables',
    '',
    'Made from `libs/shared/contracts/src/exports.ts` by `npm run drift -- --write`.',
    '',
    'Organizers and observers take tables from the console (结果 → a round → 导出), over HTTP, or with `zuimei export`. Each',
    'export over HTTP stands in the audit log. Nothing of answers and results is given before the result is published.',
    '',
    '**CSV** is RFC 4180 in UTF-8 with a byte order mark, lines end with CRLF. The first line has the names below, or the Chinese ones',
    'with `headings=zh`; names are stable. Times are ISO 8601 in UTC. A text that a spreadsheet would take for a formula (it',
    "begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a carriage return) has `'` before it.",
    '',
    '**JSON** (`format=json`) is one object: `{format, edition, round?: {id, name}, version?, items, count}`. Items have the same members',
    'in camel case, with `null` for what is empty and lists as lists. `count` is the last member.',
    '',
    'A table is sent while it is read. If that breaks, the transfer ends without its end and every client reports it; part',
    'of a JSON file does not parse. With `people=true` (organizers only) entries and results name every author; without it only a',
    'result does, its winners. Phone numbers stand in the table of winners alone, which wants a password that was just confirmed.',
    'Answers are ordered by hashes: their order says nothing of when they came.',
    '',
    ...EXPORTS.flatMap((name) => [
      `## ${TITLES[name][0]}`,
      '',
      `\`${TITLES[name][1]}\`, in JSON \`"format": "${EXPORT_FORMAT_NAMES[name]}"\``,
      '',
      '| CSV | JSON | 中文 | what |',
      '| --- | --- | --- | --- |',
      ...exportColumns(name).map(({ csv, key, zh, about }) => `| \`${csv}\` | \`${key}\` | ${zh} | ${cell(about)} |`),
      '',
    ]),
  ];
  return { 'docs/exports.md': await format(lines.join('\n'), { parser: 'markdown', printWidth: 120 }) };
}
