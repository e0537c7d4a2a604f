import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { STAFF_ROLES, isStaffRole } from '@zuimei/domain';
import { loadConfig } from '@zuimei/platform';
import { addStaff, resetTotp } from '../add-staff.js';
import { type Command, UsageError } from '../command.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

export const staff: Command = {
  name: 'staff',
  usage: `staff add --login LOGIN --name NAME --role ${STAFF_ROLES.join('|')} [--password-stdin] | reset-totp --login LOGIN`,
  about:
    'Adds a staff member: the password is read from standard input, or drawn and shown once. Or takes a lost second factor away.',
  options: {
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    'password-stdin': { type: 'boolean', default: false },
  },
  async run({ values, positionals, say }) {
    if (positionals[0] === 'reset-totp') {
      const { login: whose } = values;
      if (typeof whose !== 'string') throw new UsageError('--login is needed');
      const { wasSet } = await withDatabase(runningDatabase(loadConfig()), (context) => resetTotp(context, whose));
      say(wasSet ? `${whose} signs in by password alone now` : `${whose} had no second factor`);
      return 0;
    }
    if (positionals[0] !== 'add') throw new UsageError('what to do with staff is "add" or "reset-totp"');
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
