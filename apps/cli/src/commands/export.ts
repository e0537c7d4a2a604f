import fs from 'node:fs';
import { AuditChain } from '@zuimei/identity';
import { JudgingKeys, observersPackage } from '@zuimei/judging';
import { AuditRepository } from '@zuimei/persistence/identity';
import { publishedBundles, ResultRepository } from '@zuimei/persistence/judging';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { type Command, UsageError } from '../command.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

export const exportCommand: Command = {
  name: 'export',
  usage: 'export [EDITION] [--out FILE] [--observers FILE]',
  about:
    'Writes the result bundle of an edition (2026-10; the latest published one unless named) as it was published. ' +
    '--observers writes the chains of answers and of staff’s acts beside it: for observers only.',
  options: { out: { type: 'string' }, observers: { type: 'string' } },
  async run({ values, positionals, say }) {
    const [edition] = positionals;
    if (edition !== undefined && !/^\d{4}-\d{2}$/.test(edition))
      throw new UsageError(`an edition is named like 2026-10, not ${edition}`);
    const config = loadConfig();
    const { bundle, pack } = await withDatabase(runningDatabase(config), async ({ db, unit }) => {
      const [latest] = await publishedBundles(db, edition);
      if (!latest || typeof values.observers !== 'string') return { bundle: latest, pack: null };
      const keys = new JudgingKeys(openKeystore({ home: config.home, keystoreFile: config.keystoreFile }));
      const audit = new AuditChain(unit, new AuditRepository());
      const results = new ResultRepository();
      return { bundle: latest, pack: await observersPackage(db, { roundId: latest.roundId, results, keys, audit }) };
    });
    if (!bundle)
      throw new Error(edition ? `edition ${edition} has no published result` : 'no result has been published yet');
    const file =
      typeof values.out === 'string'
        ? values.out
        : `zuimei-${bundle.editionKey}-${bundle.roundName}-v${bundle.version}.json`;
    fs.writeFileSync(file, bundle.body);
    say(file);
    if (pack !== null) {
      // It ties pseudonyms to times.
      fs.writeFileSync(String(values.observers), pack, { mode: 0o600 });
      say(String(values.observers));
    }
    return 0;
  },
};
