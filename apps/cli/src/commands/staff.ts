import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { STAFF_ROLES, isStaffRole } from '@zuimei/domain';
import { loadConfig } from '@zuimei/platform';
import { addStaff } from '../add-staff.js';
import { type Command, UsageError } from '../command.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

export const staff: Command = {
  name: 'staff',
  usage: `staff add --login LOGIN --name NAME --role ${STAFF_ROLES.join('|')} [--password-stdin]`,
  about: 'Adds a staff member. The password is read from standard input, or drawn and shown once.',
  options: {
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    'password-stdin': { type: 'boolean', default: false },
  },
  async run({ values, positionals, say }) {
    if (positionals[0] !== 'add') throw new UsageError('the only thing to do with staff is "add"');
    const { login, name, role } = values;
    if (typeof login !== 'string' || typeof name !== 'string' || typeof role !== 'string')
      throw new UsageError('--login, --name and --role are needed');
    if (!isStaffRole(role)) throw new UsageError(`--role is one of ${STAFF_ROLES.join(', ')}`);
    const given = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
    const password = given ?? randomBytes(12).toString('base64url');
    await withDatabase(runningDatabase(loadConfig()), (context) =>
      addStaff(context, { login, displayName: name, role, password }),
    );
    say(given === null ? `added ${login}, password ${password} (shown once)` : `added ${login}`);
    return 0;
  },
};
