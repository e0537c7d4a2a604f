import { SETTINGS, type Setting } from './settings.js';

const rows = Object.entries(SETTINGS) as [string, Setting][];

/** The text of `.env.example`. */
export function envExample(): string {
  const parts = rows.map(([name, { about, otherwise, example }]) =>
    [
      `# ${plain(about)}`,
      `# Otherwise: ${plain(otherwise)}.`,
      `${example === undefined ? '# ' : ''}${name}=${example ?? ''}`,
    ].join('\n'),
  );
  return [
    '# Made from the table of settings in libs/server/platform; `npm run drift` checks it.',
    '# Every NAME may be given as NAME_FILE instead: the path of a file that holds the value.',
    '',
    parts.join('\n\n'),
    '',
  ].join('\n');
}

/** The text of `docs/configuration.md`. */
export function configurationPage(): string {
  const lines = rows.map(
    ([name, { about, otherwise, secret }]) =>
      `| \`${name}\` | ${about}${secret ? ' **Secret.**' : ''} | ${otherwise} |`,
  );
  return [
    '# Configuration',
    '',
    'Read from the environment once, before anything starts; every fault is named at once, and the start is refused.',
    'Each variable may be given as `NAME_FILE` instead, the path of a file that holds the value. An empty value counts as',
    'not set. This page is made from `libs/server/platform/src/config/settings.ts` by `npm run drift -- --write`.',
    '',
    '| Variable | What it does | Where it is not set |',
    '| --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

const plain = (text: string): string => text.replaceAll('`', '');
