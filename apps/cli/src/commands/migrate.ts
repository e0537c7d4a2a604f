import { migrate, prepareRoles } from '@zuimei/persistence';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { type Command } from '../command.js';
import { runningDatabase } from '../start/database.js';

export const migrateCommand: Command = {
  name: 'migrate',
  usage: 'migrate',
  about: 'Brings roles and schema of the database up to date. Safe to repeat and to run from several places at once.',
  options: {},
  async run({ say }) {
    const config = loadConfig();
    const keystore = openKeystore({ home: config.home, keystoreFile: config.keystoreFile });
    const ownerUrl = runningDatabase(config);
    await prepareRoles({
      ownerUrl,
      apiPassword: keystore.databasePasswords.api,
      queuePassword: keystore.databasePasswords.queue,
      ...(config.database.apiUrl ? { apiUrl: config.database.apiUrl } : {}),
      ...(config.database.queueUrl ? { queueUrl: config.database.queueUrl } : {}),
    });
    const ran = await migrate(ownerUrl);
    say(ran.length === 0 ? 'nothing to migrate' : ran.map((name) => `migrated ${name}`).join('\n'));
    return 0;
  },
};
