import {
  editionKeyAt,
  editionMonth,
  usualSchedule,
  type EditionKey,
  type Instant,
  type Schedule,
} from '@zuimei/domain';
import { COLLECTING_WORKS } from './works-collecting.js';
import { JUDGING_WORKS } from './works-judging.js';
import { PUBLISHED_WORKS } from './works-published.js';
import { AUTHORS, JURORS, STAFF, type DemoAuthor, type DemoJuror, type DemoStaff } from './people.js';
import { type WorkText } from './work.js';

export interface DemoWork extends WorkText {
  /** When it was handed in: inside the edition's window, and never after now. */
  receivedAt: Instant;
}

export interface DemoSitting {
  venue: string;
  date: string;
  /** Entries on a screen and picks asked for. */
  grid: { size: number; picks: number };
  jurors: readonly DemoJuror[];
  /** For `demoVotes`. */
  seed: number;
}

export interface DemoEdition {
  /** Where the demo wants it to be: with winners, before the jury, or taking submissions. */
  stage: 'published' | 'judging' | 'collecting';
  key: EditionKey;
  theme: string;
  themeEn: string;
  /** Two short lines for the cover. */
  lead: string;
  /** `publishedAt` is the moment the demo would have published at; the seeding may take its own. */
  schedule: Schedule;
  works: readonly DemoWork[];
  /**
   * The picture on the cover: position among the works of the *published* edition. Never a work of an edition that is
   * being judged or collected, since the big screen shows the cover while the jury votes.
   */
  cover: number;
  sitting: DemoSitting | null;
}

export interface DemoContest {
  name: string;
  organisation: string;
  authors: readonly DemoAuthor[];
  staff: readonly DemoStaff[];
  editions: readonly [published: DemoEdition, judging: DemoEdition, collecting: DemoEdition];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Spread over a span, each at its own odd minute, in the order of the list. */
const spread = (works: readonly WorkText[], from: Instant, until: Instant): DemoWork[] =>
  works.map((text, i) => ({
    ...text,
    receivedAt: Math.floor(from + ((i + 0.37 + 0.19 * Math.sin(i * 2.4)) / works.length) * (until - from)),
  }));

const dateOf = (at: Instant): string => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10);

/**
 * A whole small contest around `now`: last but one month's edition with its winners, last month's before the jury, this
 * month's open to the end of the month. All of it is invented; the pictures say 示例, and so must what shows the texts.
 */
export const demoContest = ({ now }: { now: Date }): DemoContest => {
  const at = now.getTime();
  const current = editionKeyAt(at);
  const last = editionKeyAt(editionMonth(current).startsAt - 1);
  const lastButOne = editionKeyAt(editionMonth(last).startsAt - 1);

  const published = usualSchedule(lastButOne);
  const judging = usualSchedule(last);
  const { startsAt, endsAt } = editionMonth(current);
  const collecting = { opensAt: startsAt, closesAt: endsAt, judgingAt: endsAt + 5 * DAY_MS, publishedAt: null };
  const publishedAt = editionMonth(last).startsAt + 11 * DAY_MS + 10 * HOUR_MS;

  return {
    name: '寻找365个最美工作瞬间',
    organisation: '滨海新区总工会',
    authors: AUTHORS,
    staff: STAFF,
    editions: [
      {
        stage: 'published',
        key: lastButOne,
        theme: '天亮以前',
        themeEn: 'Before daybreak',
        lead: '城市醒来之前，有人已经忙了一夜。\n拍下天亮以前的那个人。',
        schedule: { ...published, publishedAt },
        works: spread(PUBLISHED_WORKS, published.opensAt, published.closesAt),
        cover: 5,
        sitting: {
          venue: '滨海产业园职工之家',
          date: dateOf(publishedAt - 4 * DAY_MS),
          grid: { size: 9, picks: 3 },
          jurors: JURORS,
          seed: 365,
        },
      },
      {
        stage: 'judging',
        key: last,
        theme: '手上的功夫',
        themeEn: 'Skill in the hands',
        lead: '一针一线，一枪一焊，一笔一画。\n拍下那双手最稳的时候。',
        schedule: judging,
        works: spread(JUDGING_WORKS, judging.opensAt, judging.closesAt),
        cover: 9,
        sitting: {
          venue: '滨海产业园职工之家',
          date: dateOf(at),
          grid: { size: 9, picks: 3 },
          jurors: JURORS,
          seed: 366,
        },
      },
      {
        stage: 'collecting',
        key: current,
        theme: '灯火里的人',
        themeEn: 'People in the lamplight',
        lead: '夜班、早班、加班——\n拍下为别人亮着的那束光。',
        schedule: collecting,
        works: spread(COLLECTING_WORKS, collecting.opensAt, Math.min(at, collecting.closesAt)),
        cover: 8,
        sitting: null,
      },
    ],
  };
};
