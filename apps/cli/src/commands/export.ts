import fs from 'node:fs';
import { loadConfig } from '@zuimei/platform';
import { publishedBundles } from '@zuimei/persistence/judging';
import { type Command, UsageError } from '../command.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export [EDITION] [--out FILE]',
  about: 'Writes the result bundle of an edition (2026-10; the latest published one unless named) as it was published.',
  options: { out: { type: 'string' } },
  async run({ values, positionals, say }) {
    const [edition] = positionals;
    if (edition !== undefined && !/^\d{4}-\d{2}$/.test(edition))
      throw new UsageError(`an edition is named like 2026-10, not ${edition}`);
    const [bundle] = await withDatabase(runningDatabase(loadConfig()), ({ db }) => publishedBundles(db, edition));
    if (!bundle)
      throw new Error(edition ? `edition ${edition} has no published result` : 'no result has been published yet');
    const file =
      typeof values.out === 'string'
        ? values.out
        : `zuimei-${bundle.editionKey}-${bundle.roundName}-v${bundle.version}.json`;
    fs.writeFileSync(file, bundle.body);
    say(file);
    return 0;
  },
};
