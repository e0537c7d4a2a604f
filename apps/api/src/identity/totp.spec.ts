import type { StaffMember, StaffTotpView } from '@zuimei/contracts';
import { ResetTotp, totpAt } from '@zuimei/identity';
import { withClient } from '@zuimei/persistence';
import { Secret } from 'otpauth';
import { PASSWORD, startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';

const STEP = 30_000;
const MINUTE = 60_000;
const TOTP = '/v1/staff/me/totp';

describe('a second factor', () => {
  let test: TestApp;
  let member: Visitor;
  let login: string;
  let secret: Buffer;
  let recoveryCodes: string[];

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    member = await test.staff('organizer');
    ({ login } = await member.expect<{ login: string }>(200, 'GET', '/v1/staff-sessions/current'));
  });
  afterAll(() => test.close());

  const code = (steps = 0) => totpAt(secret, new Date(test.clock.now().getTime() + steps * STEP));
  /** Six digits that are no code of any step that would be taken. */
  const wrongCode = () => {
    const right = new Set([-1, 0, 1].map(code));
    return ['000000', '111111', '222222', '333333'].find((guess) => !right.has(guess)) ?? '';
  };
  const signIn = async (given?: string) => {
    const reply = await test.visitor().send('POST', '/v1/staff-sessions', { login, password: PASSWORD, code: given });
    return reply.statusCode === 201 ? 'in' : (reply.json() as { code: string }).code;
  };

  it('is asked for only once its first code was shown', async () => {
    expect(await member.expect<StaffTotpView>(200, 'GET', TOTP)).toEqual({ setAt: null, recoveryCodesLeft: 0 });
    const begun = await member.expect<{ uri: string; secret: string }>(201, 'POST', TOTP);
    secret = Buffer.from(Secret.fromBase32(begun.secret).bytes);
    expect(secret).toHaveLength(20);
    expect(await signIn()).toBe('in');
    const wrong = await member.send('POST', `${TOTP}/confirm`, { code: wrongCode() });
    expect([wrong.statusCode, (wrong.json() as { code: string }).code]).toEqual([403, 'TOTP_WRONG']);
    ({ recoveryCodes } = await member.expect<{ recoveryCodes: string[] }>(200, 'POST', `${TOTP}/confirm`, {
      code: code(),
    }));
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await member.expect<StaffTotpView>(200, 'GET', TOTP)).toMatchObject({ recoveryCodesLeft: 10 });
    expect((await member.send('POST', TOTP)).json()).toMatchObject({ code: 'MOVE_NOT_ALLOWED' });
  });

  it('lets in with a code of now, each once, and tells nothing before the password', async () => {
    expect(await signIn()).toBe('TOTP_REQUIRED');
    const stranger = await test.visitor().send('POST', '/v1/staff-sessions', { login, password: 'not the one' });
    expect(stranger.json()).toMatchObject({ code: 'LOGIN_WRONG' });
    // The code that set it up has been taken.
    expect(await signIn(code())).toBe('TOTP_WRONG');
    test.clock.advance(STEP);
    const now = code();
    const both = await Promise.all([signIn(now), signIn(now)]);
    expect(both.sort()).toEqual(['TOTP_WRONG', 'in']);
    expect(await signIn(code(-1))).toBe('TOTP_WRONG');
    test.clock.advance(15 * MINUTE);
  });

  it('is asked for at the fresh login of a weighty act', async () => {
    const confirm = '/v1/staff-sessions/current/confirm';
    const act = () => member.send('DELETE', TOTP);
    expect((await act()).json()).toMatchObject({ code: 'FRESH_LOGIN_REQUIRED' });
    const without = await member.send('POST', confirm, { password: PASSWORD });
    expect(without.json()).toMatchObject({ code: 'TOTP_REQUIRED' });
    expect((await act()).json()).toMatchObject({ code: 'FRESH_LOGIN_REQUIRED' });
    await member.expect(200, 'POST', confirm, { password: PASSWORD, code: code() });
    const again = await member.send('POST', confirm, { password: PASSWORD, code: code() });
    expect(again.json()).toMatchObject({ code: 'TOTP_WRONG' });
  });

  it('can be guessed at five times in a quarter of an hour, from anywhere', async () => {
    test.clock.advance(15 * MINUTE);
    const wrong = wrongCode();
    for (let i = 0; i < 5; i += 1) expect(await signIn(wrong)).toBe('TOTP_WRONG');
    expect(await signIn(code())).toBe('RATE_LIMITED');
    test.clock.advance(15 * MINUTE);
    expect(await signIn(code())).toBe('in');
  });

  it('has recovery codes that work once each, and are kept as HMACs alone', async () => {
    const [one = '', two = ''] = recoveryCodes;
    expect(await signIn(one.toLowerCase().replace('-', ''))).toBe('in');
    expect(await signIn(one)).toBe('TOTP_WRONG');
    expect(await signIn(two)).toBe('in');
    expect(await member.expect<StaffTotpView>(200, 'GET', TOTP)).toMatchObject({ recoveryCodesLeft: 8 });
    const rows = await withClient(test.database.ownerUrl, async (client) => [
      ...(await client.query('SELECT * FROM staff_totp')).rows,
      ...(await client.query('SELECT * FROM staff_recovery_codes')).rows,
    ]);
    const kept = JSON.stringify(rows.map((row: Record<string, unknown>) => Object.values(row).map(String)));
    for (const shown of [secret.toString('hex'), ...recoveryCodes]) expect(kept).not.toContain(shown);
    expect(rows.some((row: { secret?: Buffer }) => row.secret?.includes(secret))).toBe(false);
  });

  it('is seen by organizers, reset by an operator, and every act is in the trail', async () => {
    const organizer = await test.staff('organizer');
    const has = async () => {
      const { items } = await organizer.expect<{ items: StaffMember[] }>(200, 'GET', '/v1/staff');
      return items.map(({ login: whose, totp }) => [whose, totp]);
    };
    const other = (await organizer.expect<{ login: string }>(200, 'GET', '/v1/staff-sessions/current')).login;
    expect(await has()).toEqual([
      [login, true],
      [other, false],
    ]);
    const host = await test.staff('host');
    expect((await host.send('GET', '/v1/staff')).statusCode).toBe(403);
    const reset = test.app.get(ResetTotp, { strict: false });
    expect(await reset.run(login.toUpperCase())).toEqual({ ok: true, value: { wasSet: true } });
    expect(await reset.run('nobody')).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    expect((await member.send('GET', TOTP)).json()).toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await signIn()).toBe('in');
    const { rows } = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ action: string; facts: object }>(
        `SELECT DISTINCT action FROM audit_events WHERE action LIKE 'staff.totp%' OR action LIKE 'staff.reco%' ORDER BY action`,
      ),
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'staff.recovery-code-used',
      'staff.totp-refused',
      'staff.totp-reset',
      'staff.totp-set',
    ]);
  });
});
