import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AuditChain } from '@zuimei/identity';
import { JudgingKeys, observersPackage } from '@zuimei/judging';
import { AuditRepository } from '@zuimei/persistence/identity';
import { bundlePieces, bundlesOfRound, publishedBundles, ResultRepository } from '@zuimei/persistence/judging';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { type Command, UsageError } from '../command.js';
import { tablesAsked, writeTable } from '../export/write-table.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export [EDITION] [--out FILE] [--observers FILE] [--entries FILE] [--answers FILE] [--result FILE]',
  about:
    'Writes the result bundle of an edition (2026-10; the latest published one unless named) as it was published. ' +
    '--observers writes the chains of answers and of staff’s acts beside it: for observers only. ' +
    '--entries, --answers and --result write tables beside it, CSV or JSON by the file’s name (docs/exports.md).',
  options: {
    out: { type: 'string' },
    observers: { type: 'string' },
    entries: { type: 'string' },
    answers: { type: 'string' },
    result: { type: 'string' },
  },
  async run({ values, positionals, say }) {
    const [edition] = positionals;
    if (edition !== undefined && !/^\d{4}-\d{2}$/.test(edition))
      throw new UsageError(`an edition is named like 2026-10, not ${edition}`);
    const tables = tablesAsked(values);
    const config = loadConfig();
    const observers = typeof values.observers === 'string' ? values.observers : undefined;
    await withDatabase(runningDatabase(config), async ({ db, unit }) => {
      const [latest] = await publishedBundles(db, edition);
      if (!latest)
        throw new Error(edition ? `edition ${edition} has no published result` : 'no result has been published yet');
      const { editionKey, roundId, roundName, version } = latest;
      const ends = (await bundlesOfRound(db, roundId)).find((bundle) => bundle.version === version);
      if (!ends) throw new Error(`round ${roundId} has no bundle ${version}`);
      const file = typeof values.out === 'string' ? values.out : `zuimei-${editionKey}-${roundName}-v${version}.json`;
      await pipeline(bundlePieces(db, roundId, ends), fs.createWriteStream(file));
      say(file);
      if (observers === undefined && tables.length === 0) return;
      const keystore = openKeystore({ home: config.home, keystoreFile: config.keystoreFile });
      const keys = new JudgingKeys(keystore);
      for (const table of tables) {
        await writeTable(db, keys, latest, table);
        say(table.file);
      }
      if (observers === undefined) return;
      const pack = observersPackage(db, {
        roundId,
        results: new ResultRepository(),
        keys,
        audit: new AuditChain(unit, new AuditRepository()),
        keystore,
      });
      // It ties pseudonyms to times.
      await pipeline(pack, fs.createWriteStream(observers, { mode: 0o600 }));
      say(observers);
    });
    return 0;
  },
};
