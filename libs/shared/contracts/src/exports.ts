import { ENTRY_STATES, LADDER_STEPS } from '@zuimei/domain';
import { z } from 'zod';
import { editionKey, figureScale, id } from './shapes.js';

/** What can be written as a table: as CSV, or as JSON with the same rows. */
export const EXPORTS = ['entries', 'answers', 'result', 'winnerContacts'] as const;
export type ExportName = (typeof EXPORTS)[number];

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Who made an entry. Only in files that an organizer asked for with the people. */
const people = {
  author: z.string().nullable().optional(),
  company: z.string().nullable().optional(),
};

/** One entry of an edition, ascending by number. Words are null where the author took the consent back. */
export const exportedEntry = z.object({
  edition: editionKey,
  number: z.int(),
  entryId: id,
  state: z.enum(ENTRY_STATES),
  stateReason: z.string().nullable(),
  title: z.string().nullable(),
  story: z.string().nullable(),
  place: z.string().nullable(),
  district: z.string().nullable(),
  ...people,
  receivedAt: z.iso.datetime(),
  approvedAt: z.iso.datetime(),
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  mime: z.string(),
  photoSha256: z.string(),
});
export type ExportedEntry = z.infer<typeof exportedEntry>;

/** One answer that stands, as the public bundle has it: no time, seat, device or order of arrival. */
export const exportedAnswer = z.object({
  pseudonym: z.string(),
  screen: z.string(),
  ordinal: z.int().nullable(),
  entries: z.array(z.int()),
  kind: z.enum(['picks', 'verdict', 'grade', 'order', 'skip']),
  picks: z.array(z.int()).nullable(),
  verdict: z.enum(['in', 'out']).nullable(),
  grade: z.int().nullable(),
  order: z.array(z.int()).nullable(),
});
export type ExportedAnswer = z.infer<typeof exportedAnswer>;

/** One entry of a published result, best first. */
export const exportedResult = z.object({
  rank: z.int(),
  shared: z.boolean(),
  number: z.int(),
  state: z.enum(ENTRY_STATES),
  title: z.string().nullable(),
  ...people,
  prize: z.string().nullable(),
  picks: z.int(),
  exposures: z.int(),
  jurors: z.int(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  scale: figureScale,
  value: z.number().nullable(),
  band: z.int().nullable(),
  settledBy: z.enum(LADDER_STEPS).nullable(),
  passedOverBy: z.enum(['author', 'company', 'district']).nullable(),
});
export type ExportedResult = z.infer<typeof exportedResult>;

/** Whom to tell about a prize. */
export const exportedContact = z.object({
  rank: z.int(),
  prize: z.string(),
  number: z.int(),
  title: z.string(),
  author: z.string().nullable(),
  company: z.string().nullable(),
  phone: z.string().nullable(),
});
export type ExportedContact = z.infer<typeof exportedContact>;

/** The rows of each table. */
export const EXPORT_ROWS = {
  entries: exportedEntry,
  answers: exportedAnswer,
  result: exportedResult,
  winnerContacts: exportedContact,
} as const;
export type ExportedRow<N extends ExportName> = z.infer<(typeof EXPORT_ROWS)[N]>;

interface ColumnWords {
  zh: string;
  /** What stands there, for the documentation. */
  about: string;
}
type ColumnsOf<N extends ExportName> = Record<keyof ExportedRow<N>, ColumnWords>;

const AUTHOR = { zh: '作者', about: 'Name of the author, as they gave it; only in a file with the people.' };
const COMPANY = { zh: '单位', about: 'Company of the author; only in a file with the people.' };
const NUMBER = { zh: '作品编号', about: 'Number of the entry within its edition.' };
const TITLE = { zh: '标题', about: 'Title; empty where the author took the consent back.' };
const STATE = { zh: '状态', about: '`active`, `withdrawn`, `disqualified` or `blocked`, now.' };

const ENTRY_COLUMNS: ColumnsOf<'entries'> = {
  edition: { zh: '期', about: 'Key of the edition, `2026-11`.' },
  number: NUMBER,
  entryId: { zh: '作品标识', about: 'Identifier of the entry.' },
  state: STATE,
  stateReason: { zh: '状态说明', about: 'Why it is not active.' },
  title: TITLE,
  story: { zh: '文字说明', about: 'Story; empty where the author took the consent back.' },
  place: { zh: '拍摄地点', about: 'Place, as the author wrote it; empty as above.' },
  district: { zh: '行政区', about: 'District, where the author let it be read from the photo; empty as above.' },
  author: AUTHOR,
  company: COMPANY,
  receivedAt: { zh: '收到时间', about: 'When the submission came in, ISO 8601 in UTC.' },
  approvedAt: { zh: '通过时间', about: 'When it became an entry, ISO 8601 in UTC.' },
  width: { zh: '宽', about: 'Pixels of the upright original.' },
  height: { zh: '高', about: 'Pixels of the upright original.' },
  bytes: { zh: '字节', about: 'Size of the original.' },
  mime: { zh: '格式', about: 'Media type of the original.' },
  photoSha256: { zh: '照片指纹', about: 'SHA-256 of the original, as bundles name the photo.' },
};

const ANSWER_COLUMNS: ColumnsOf<'answers'> = {
  pseudonym: { zh: '化名', about: 'The juror’s pseudonym in this round, as in the bundle; it leads to nobody.' },
  screen: { zh: '一屏', about: 'The screen’s public name, as in the bundle.' },
  ordinal: {
    zh: '序号',
    about: 'The screen’s place in the juror’s own sequence; only where grades are corrected by it.',
  },
  entries: {
    zh: '屏上作品',
    about: 'Numbers of the entries on the screen, in the order shown; in CSV with spaces between.',
  },
  kind: { zh: '作答方式', about: '`picks`, `verdict`, `grade`, `order` or `skip`.' },
  picks: { zh: '选中', about: 'Numbers picked; in CSV with spaces between.' },
  verdict: { zh: '去留', about: '`in` or `out`.' },
  grade: { zh: '评分', about: '1 to 5.' },
  order: { zh: '排序', about: 'Numbers, best first; in CSV with spaces between.' },
};

const RESULT_COLUMNS: ColumnsOf<'result'> = {
  rank: { zh: '名次', about: '1 is best; equals share a rank and the next one skips.' },
  shared: { zh: '并列', about: 'Whether the rank is shared.' },
  number: NUMBER,
  state: STATE,
  title: { zh: '标题', about: 'Title; empty where the entry is not active any more.' },
  author: { zh: '作者', about: 'Name of the author: of the winners, and of all in a file with the people.' },
  company: { zh: '单位', about: 'Company of the author: as above.' },
  prize: { zh: '奖项', about: 'What it won; empty for who won nothing.' },
  picks: { zh: '选中次数', about: 'Screens on which it was picked.' },
  exposures: { zh: '展示次数', about: 'Answered screens on which it stood.' },
  jurors: { zh: '选中人数', about: 'Different jurors who picked it.' },
  rate: { zh: '选中率', about: 'picks / exposures, 0 to 1.' },
  low: { zh: '区间下限', about: 'Lower end of the 95 % Wilson interval.' },
  high: { zh: '区间上限', about: 'Upper end of it.' },
  scale: { zh: '计分', about: 'What `value` is: `rate`, `quality` or `points`.' },
  value: { zh: '得分', about: 'The figure that ranks.' },
  band: { zh: '统计上并列', about: 'Entries of one band cannot be told apart by the answers.' },
  settledBy: { zh: '并列规则', about: 'The step of the tie ladder that settled the rank.' },
  passedOverBy: { zh: '限额', about: 'The cap that passed it over: `author`, `company` or `district`.' },
};

const CONTACT_COLUMNS: ColumnsOf<'winnerContacts'> = {
  rank: RESULT_COLUMNS.rank,
  prize: RESULT_COLUMNS.prize,
  number: NUMBER,
  title: { zh: '标题', about: 'Title.' },
  author: { zh: '作者', about: 'Name of the author.' },
  company: { zh: '单位', about: 'Company of the author.' },
  phone: { zh: '手机号', about: 'Number for telling about the prize; empty once its term is over.' },
};

const COLUMN_WORDS: { readonly [N in ExportName]: Readonly<Record<string, ColumnWords>> } = {
  entries: ENTRY_COLUMNS,
  answers: ANSWER_COLUMNS,
  result: RESULT_COLUMNS,
  winnerContacts: CONTACT_COLUMNS,
};

/** A column: its member in JSON, its name in CSV, the Chinese name that may stand there instead. */
export interface ExportColumn extends ColumnWords {
  key: string;
  csv: string;
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of a table in their order. Their names are stable: a new one goes to the end of its group, none is renamed. */
export const exportColumns = (name: ExportName): ExportColumn[] =>
  Object.entries(COLUMN_WORDS[name]).map(([key, words]) => ({ key, csv: snakeCase(key), ...words }));

/** What a JSON file calls itself. */
export const EXPORT_FORMAT_NAMES = {
  entries: 'zuimei-entries-1',
  answers: 'zuimei-answers-1',
  result: 'zuimei-result-1',
  winnerContacts: 'zuimei-winner-contacts-1',
} as const satisfies Record<ExportName, string>;

/** What a JSON file is: its rows, how many they are, and what they are of. */
export const exportFile = <N extends ExportName>(name: N) =>
  z.object({
    format: z.literal(EXPORT_FORMAT_NAMES[name]),
    edition: editionKey,
    /** Of answers and results only. */
    round: z.object({ id, name: z.string() }).optional(),
    /** Of results and winners: the version of what was published, from 1. */
    version: z.int().optional(),
    items: z.array(EXPORT_ROWS[name]),
    /** The last member: a file that ends early does not parse. */
    count: z.int(),
  });
