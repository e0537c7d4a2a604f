import { createLogger } from './log/logger.js';
import { Shutdown } from './shutdown.js';

const log = createLogger({ level: 'silent', name: 'test' });

describe('Shutdown', () => {
  it('closes what was opened last first, once', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown(log);
    for (const name of ['database', 'queue', 'server']) shutdown.add(name, () => void order.push(name));
    expect(shutdown.begun).toBe(false);
    expect(await Promise.all([shutdown.run(), shutdown.run()])).toEqual([true, true]);
    expect(order).toEqual(['server', 'queue', 'database']);
  });

  it('goes on after a step that fails, and says so', async () => {
    const closed = jest.fn();
    const shutdown = new Shutdown(log);
    shutdown.add('database', closed);
    shutdown.add('server', () => Promise.reject(new Error('stuck')));
    shutdown.add('stream', () => {
      throw new Error('at once');
    });
    expect(await shutdown.run()).toBe(false);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('gives up on a step that never ends', async () => {
    const shutdown = new Shutdown(log, 30);
    shutdown.add('hung', () => new Promise(() => undefined));
    expect(await shutdown.run()).toBe(false);
  });
});
