import { withRequestContext } from '../request-context.js';
import { createLogger } from './logger.js';

const lines: string[] = [];
const log = createLogger({ level: 'info', name: 'test', destination: { write: (line) => void lines.push(line) } });
const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

describe('createLogger', () => {
  beforeEach(() => void lines.splice(0));

  it('writes one JSON line with name, level and the request in hand', async () => {
    await withRequestContext({ requestId: 'r-1' }, async () => {
      await Promise.resolve();
      log.info({ rows: 3 }, 'done');
    });
    expect(last()).toMatchObject({ name: 'test', level: 'info', requestId: 'r-1', rows: 3, msg: 'done' });
    log.info('outside');
    expect(last()).not.toHaveProperty('requestId');
    log.debug('not heavy enough');
    expect(lines).toHaveLength(2);
  });

  it('never writes tokens, codes, passwords, cookies or phone numbers', () => {
    const error = Object.assign(new Error('no author with 13912345678'), { code: '123456', detail: 'key 13912345678' });
    log.warn(
      {
        phone: '13912345678',
        body: { phone: '13912345678', code: '481516', password: 'hunter22', story: '打 13912345678 找我' },
        headers: { cookie: '__Host-zm-staff=abcdefgh', authorization: 'Bearer abcdefgh' },
        list: [{ deliveryToken: 'abcdefgh' }],
        url: 'postgres://owner:hunter22@db/zuimei',
        err: error,
      },
      'sign-in of %s failed',
      '13912345678',
    );
    expect(lines[0]).not.toMatch(/13912345678|481516|hunter22|abcdefgh|123456/);
    expect(lines[0]).toContain('sign-in of [phone] failed');
  });

  it('keeps what helps: problem codes, times, ids, long numbers, stacks', () => {
    const id = '01a20722-2ea1-7777-9e74-146e3aedea28';
    log.info({ code: 'TOO_MANY_PICKS', at: 1762000000000, id, err: new Error('boom') });
    expect(last()).toMatchObject({ code: 'TOO_MANY_PICKS', at: 1762000000000, id, err: { message: 'boom' } });
    expect(JSON.stringify(last().err)).toContain('logger.spec');
  });
});
