// The glossary as a page: every state, role, reason and problem with its Chinese and English words. Needs the build.
import { format } from 'prettier';

const TABLES = [
  ['投稿 submission', 'SUBMISSION_STATE_LABELS'],
  ['参赛作品 entry', 'ENTRY_STATE_LABELS'],
  ['轮次 round', 'ROUND_STATE_LABELS'],
  ['评审证 pass', 'PASS_STATE_LABELS'],
  ['期的阶段 phase of an edition', 'PHASE_LABELS'],
  ['工作人员 staff roles', 'ROLE_LABELS'],
  ['照片里能认出谁 who can be recognised', 'RECOGNISABLE_LABELS'],
  ['审核理由 a moderator’s reasons', 'REFUSAL_REASON_LABELS'],
  ['照片提示 hints from a photo’s file', 'PHOTO_HINT_LABELS'],
  ['投票方式 method', 'METHOD_LABELS'],
  ['并列规则 tie ladder', 'LADDER_STEP_LABELS'],
];

/** @returns {Promise<Record<string, string>>} paths from the root of the repository, and what must stand there */
export async function generate() {
  const glossary = await import('../../libs/shared/glossary/dist/index.js');
  const { PROBLEMS } = await import('../../libs/shared/contracts/dist/index.js');
  const cell = (text) => text.replaceAll('|', '\\|');
  const lines = [
    '# Glossary',
    '',
    'Made from `libs/shared/glossary` by `npm run drift -- --write`: the words that screens, problem documents and PDFs share.',
    '',
    ...TABLES.flatMap(([title, name]) => [
      '## ' + title,
      '',
      '| in code | 中文 | English |',
      '| --- | --- | --- |',
      ...Object.entries(glossary[name]).map(([key, { zh, en }]) => `| \`${key}\` | ${cell(zh)} | ${cell(en)} |`),
      '',
    ]),
    '## Problems',
    '',
    '`{name}` stands for a value of the problem’s `facts`.',
    '',
    '| code | status | 中文 | English |',
    '| --- | --- | --- | --- |',
    ...Object.entries(glossary.PROBLEM_TEXTS).map(
      ([code, { zh, en }]) => `| \`${code}\` | ${PROBLEMS[code].status} | ${cell(zh)} | ${cell(en)} |`,
    ),
    '',
  ];
  return { 'docs/glossary.md': await format(lines.join('\n'), { parser: 'markdown', printWidth: 120 }) };
}
