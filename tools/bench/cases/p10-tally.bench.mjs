// P10: a tally of a million answers from the database, beside a GROUP BY of the same answers.
import { countPicks, readPackedPicks } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { PACKED_PICKS_SQL } from '@zuimei/persistence/judging';
import { median, timed } from '../statistics.mjs';
import { Installation } from '../system/installation.mjs';
import { writeAnswers, PICKS_BY_ENTRY_SQL } from '../system/answer-rows.mjs';

const ANSWERS = 1_000_000;
const ENTRIES = 3_000;
const JURORS = 2_000;
const RUNS = 5;

export const id = 'P10';

export async function measure() {
  const installation = await Installation.open('tally');
  try {
    const roundId = await writeAnswers(installation.ownerUrl, { answers: ANSWERS, entries: ENTRIES, jurors: JURORS });
    const ids = Array.from({ length: ENTRIES }, (_, i) => String(i + 1));
    return await withClient(installation.apiUrl, async (client) => {
      const ours = async () => {
        const { rows } = await client.query(PACKED_PICKS_SQL, [roundId]);
        return countPicks(
          readPackedPicks(
            ids,
            rows.map(({ packed }) => packed),
          ).packed,
        );
      };
      const theirs = async () => (await client.query(PICKS_BY_ENTRY_SQL, [roundId])).rows;
      const identical = same(await ours(), await theirs());
      const runs = [];
      for (let run = 0; run < RUNS; run++) {
        const order = run % 2 ? [theirs, ours] : [ours, theirs];
        const took = new Map();
        for (const work of order) took.set(work, await timed(work));
        runs.push({ tallyMs: Math.round(took.get(ours)), groupByMs: Math.round(took.get(theirs)) });
      }
      return {
        name: 'tally of 1,000,000 answers from the database',
        ratio: median(runs.map(({ tallyMs, groupByMs }) => tallyMs / groupByMs)),
        definition: `packed by the database, counted in typed arrays ÷ SQL GROUP BY of the same answers (reach: 2.5)`,
        runs,
        checks: [{ name: `exposures and picks of ${ENTRIES} entries are identical`, pass: identical }],
      };
    });
  } finally {
    await installation.close();
  }
}

const same = ({ exposures, picks }, rows) =>
  rows.length === ENTRIES &&
  rows.every((row) => exposures[row.entry - 1] === row.exposures && picks[row.entry - 1] === row.picks);
