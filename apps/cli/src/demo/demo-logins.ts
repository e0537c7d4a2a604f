import { demoContest } from '@zuimei/demo';
import { ROLE_LABELS } from '@zuimei/glossary';
import { JudgingKeys } from '@zuimei/judging';
import { PassRepository } from '@zuimei/persistence/judging';
import { StaffRepository } from '@zuimei/persistence/identity';
import { type Keystore } from '@zuimei/platform';
import { type DatabaseContext, withDatabase } from '../database-context.js';

const SHOWN_PASSES = 3;

/** The password of the demo's staff: the same at every start, another one in every installation. */
export const demoPassword = (keystore: Keystore): string =>
  `demo-${keystore.derive('demo staff password').toString('base64url').replace(/[-_]/g, '').slice(0, 10)}`;

/** The codes of a sitting's valid passes, by alias: what stands on the printed badges. */
export async function passCodes(
  { db }: DatabaseContext,
  keystore: Keystore,
  sittingId: string,
): Promise<{ alias: string; code: string }[]> {
  const keys = new JudgingKeys(keystore);
  const passes = await new PassRepository().ofSitting(db, sittingId);
  return passes
    .filter(({ state }) => state !== 'revoked')
    .map(({ id, alias, codeCounter }) => ({ alias, code: keys.code(id, codeCounter) }));
}

/** The lines that tell how to sign in to the demo; none where there is no demo. */
export async function demoLogins(ownerUrl: string, keystore: Keystore): Promise<string[]> {
  return withDatabase(ownerUrl, async (context) => {
    const { staff } = demoContest({ now: new Date() });
    const found = await Promise.all(staff.map(({ login }) => new StaffRepository().byLogin(context.db, login)));
    if (found.some((row) => !row)) return [];
    const [open] = await context.db.query<{ sittingId: string }>(
      `SELECT sitting_id AS "sittingId" FROM rounds WHERE state = 'open' ORDER BY opened_at DESC LIMIT 1`,
    );
    const codes = open ? await passCodes(context, keystore, open.sittingId) : [];
    return [
      '',
      '演示数据，全部是虚构的 (demo data, all invented)',
      ...staff.map(({ login, role }) => `${ROLE_LABELS[role].zh} ${login.padEnd(12)} ${demoPassword(keystore)}`),
      '职工   任意手机号，验证码显示在页面上 (any phone number, the code is shown)',
      ...(codes.length > 0
        ? [
            `评审证 ${codes
              .slice(-SHOWN_PASSES)
              .map(({ alias, code }) => `${alias} ${code.slice(0, 4)} ${code.slice(4)}`)
              .join('   ')}`,
          ]
        : []),
    ];
  });
}
