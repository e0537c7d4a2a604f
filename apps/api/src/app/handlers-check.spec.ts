import { allEndpoints } from '@zuimei/contracts';
import type { RouteOptions } from 'fastify';
import { HandlersCheck } from './handlers-check.js';

const routeOf = (row: (typeof allEndpoints)[number]) =>
  ({ method: row.method, url: row.path, config: { endpoint: row } }) as unknown as RouteOptions;

describe('HandlersCheck', () => {
  const [first, second] = allEndpoints as [(typeof allEndpoints)[number], (typeof allEndpoints)[number]];
  const seeAllBut = (...left: string[]) => {
    const check = new HandlersCheck();
    for (const row of allEndpoints) if (!left.includes(row.id)) check.see(routeOf(row));
    return check;
  };

  it('is content when every row has exactly one handler', () => {
    const check = seeAllBut();
    // Fastify adds a HEAD route to every GET route.
    check.see({ ...routeOf(first), method: 'HEAD' });
    expect(() => check.finish()).not.toThrow();
  });

  it('refuses a row without a handler, and one with two', () => {
    expect(() => seeAllBut(first.id).finish()).toThrow(`${first.id} has 0 handlers`);
    const twice = seeAllBut();
    twice.see(routeOf(second));
    expect(() => twice.finish()).toThrow(`${second.id} has 2 handlers`);
  });
});
