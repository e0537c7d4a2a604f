import { identityBench, type IdentityBench } from '../identity.testing.js';
import type { NewStaff } from './add-staff.use-case.js';

const member: NewStaff = { login: 'Li.Na', displayName: ' 李娜 ', role: 'organizer', password: 'long enough 够长' };

describe('AddStaff', () => {
  let bench: IdentityBench;
  beforeAll(async () => {
    bench = await identityBench();
  });
  afterAll(() => bench.close());

  it('adds a member who can sign in, and leaves an audit event', async () => {
    const added = await bench.addStaff.run(member);
    expect(added).toEqual({ ok: true, value: { id: expect.any(String), login: 'li.na' } });
    const entered = await bench.signIn.run({ login: 'LI.NA', password: member.password, device: 'd' });
    expect(entered).toMatchObject({ ok: true, value: { caller: { displayName: '李娜', role: 'organizer' } } });
    const [row] = await bench.db.query<{ hash: string }>('SELECT password_hash AS hash FROM staff');
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const trail = await bench.audit.list({ limit: 10 });
    expect(trail.ok && trail.value.items.map(({ action, actorKind }) => [action, actorKind])).toEqual([
      ['staff.signed-in', 'staff'],
      ['staff.added', 'system'],
    ]);
    expect(JSON.stringify(trail)).not.toContain(member.password);
  });

  it('types the same password on another keyboard', async () => {
    // The same letters as one code point each, and as letter plus accent.
    await bench.addStaff.run({ ...member, login: 'jose', password: 'José García 12'.normalize('NFD') });
    const entered = await bench.signIn.run({ login: 'jose', password: 'José García 12'.normalize('NFC'), device: 'd' });
    expect(entered.ok).toBe(true);
  });

  it('refuses a login that is taken, in whatever case, and adds nothing', async () => {
    await bench.addStaff.run({ ...member, login: 'taken' });
    const count = () => bench.db.query('SELECT count(*) AS n FROM staff');
    const before = await count();
    expect(await bench.addStaff.run({ ...member, login: 'TAKEN ' })).toEqual({
      ok: false,
      error: { code: 'VALIDATION_FAILED', errors: [{ pointer: '/login', code: 'taken' }] },
    });
    expect(await count()).toEqual(before);
  });

  it('names every field that does not fit', async () => {
    const refusal = await bench.addStaff.run({ ...member, login: 'a b', displayName: ' ', password: 'short' });
    expect(refusal).toMatchObject({
      ok: false,
      error: {
        errors: [{ pointer: '/login' }, { pointer: '/displayName' }, { pointer: '/password', facts: { min: 10 } }],
      },
    });
  });

  it('lets nobody in who is disabled', async () => {
    await bench.addStaff.run({ ...member, login: 'gone' });
    await bench.unit.run((tx) => tx.execute(`UPDATE staff SET disabled_at = now() WHERE login = 'gone'`));
    const entered = await bench.signIn.run({ login: 'gone', password: member.password, device: 'd' });
    expect(entered).toEqual({ ok: false, error: { code: 'LOGIN_WRONG' } });
  });
});

describe('Throttle', () => {
  let bench: IdentityBench;
  beforeAll(async () => {
    bench = await identityBench();
  });
  afterAll(() => bench.close());

  it('counts attempts that come at the same moment, each once', async () => {
    const allowance = { name: 'test', max: 5, windowMs: 60_000 };
    const taken = await Promise.all(Array.from({ length: 12 }, () => bench.throttle.take(allowance, 'somebody')));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(5);
    expect((await bench.throttle.take(allowance, 'somebody else')).ok).toBe(true);
    bench.clock.advance(59_500);
    expect(await bench.throttle.take(allowance, 'somebody')).toEqual({
      ok: false,
      error: { code: 'RATE_LIMITED', facts: { retryAfterSeconds: 1 } },
    });
    bench.clock.advance(500);
    expect((await bench.throttle.take(allowance, 'somebody')).ok).toBe(true);
    await bench.throttle.clear(allowance, 'somebody');
    const [row] = await bench.db.query<{ n: number }>('SELECT count(*) AS n FROM attempts');
    expect(row?.n).toBe(1);
  });
});
