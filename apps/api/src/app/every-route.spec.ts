import { allEndpoints, type Endpoint } from '@zuimei/contracts';
import { CALLERS, type Caller, isStaffRole, STAFF_ROLES } from '@zuimei/domain';
import { SeatSessions, TabletSessions, tokenHash } from '@zuimei/identity';
import { isSignedBy, SoftDevice } from '@zuimei/judging';
import type { Response } from 'light-my-request';
import { randomUUID } from 'node:crypto';
import { SignedVisitor } from '../judging/tablets.testing.js';
import { startTestApp, type TestApp, type Visitor } from './api.testing.js';

const SEAT_TOKEN = 'a-token-of-a-seat-that-is-open';
const DELIVERY_TOKEN = 'a-token-that-only-delivers';

class OneSeat extends SeatSessions {
  readonly #seat = { seatId: randomUUID(), passId: randomUUID(), sittingId: randomUUID() };
  async bySessionToken(hash: Buffer) {
    return hash.equals(tokenHash(SEAT_TOKEN)) ? this.#seat : null;
  }
  async byDeliveryToken(hash: Buffer) {
    return hash.equals(tokenHash(DELIVERY_TOKEN)) ? this.#seat : null;
  }
}

const TABLET = randomUUID();
const device = new SoftDevice();
class OneTablet extends TabletSessions {
  async byId(id: string) {
    return id === TABLET ? { tabletId: id, sittingId: randomUUID(), revoked: false } : null;
  }
  async isSignedBy(_id: string, message: Uint8Array, signature: string) {
    return isSignedBy(Buffer.from(device.publicKey, 'base64url'), message, signature);
  }
}

/** A path that fits the row and names nothing that exists. */
const pathOf = (row: Endpoint) => row.path.replace(':key', '1999-01').replace(/:\w+/g, () => randomUUID());
const codeOf = (reply: Response) =>
  String(reply.headers['content-type']).includes('problem+json') ? reply.json().code : undefined;
const kindOf = (caller: Caller) => (isStaffRole(caller) ? 'staff' : caller);
const DOOR = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'FORBIDDEN'];

describe('every route of the table', () => {
  let test: TestApp;
  let callers: Record<Caller, Visitor>;

  beforeAll(async () => {
    test = await startTestApp({}, { seats: new OneSeat(), tablets: new OneTablet(), rateLimits: false });
    const juror = test.visitor();
    juror.cookies.set('__Host-zm-seat', SEAT_TOKEN);
    const staff = await Promise.all(STAFF_ROLES.map(async (role) => [role, await test.staff(role)] as const));
    callers = {
      anyone: test.visitor(),
      author: await test.author(),
      juror,
      tablet: new SignedVisitor(test, TABLET, device),
      ...(Object.fromEntries(staff) as Record<(typeof STAFF_ROLES)[number], Visitor>),
    };
  });
  afterAll(() => test.close());

  const ask = async (visitor: Visitor, row: Endpoint) => {
    // The cookies of the walk must survive the rows that sign out.
    const kept = new Map(visitor.cookies);
    const reply = await visitor.send(row.method, pathOf(row), row.body ? { nothing: 'that fits' } : undefined);
    kept.forEach((value, name) => visitor.cookies.set(name, value));
    return reply;
  };

  describe.each(allEndpoints.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const outside = row.who.includes('anyone') ? [] : CALLERS.filter((caller) => !row.who.includes(caller));
    if (outside.length > 0) {
      it.each(outside)('refuses %s', async (caller) => {
        const reply = await ask(callers[caller], row);
        expect([401, 403]).toContain(reply.statusCode);
        expect(DOOR).toContain(codeOf(reply));
      });
    }

    // A sign-out would end the session that the rest of the walk needs, and a stream never ends by itself.
    const inside = row.id.startsWith('end') || row.reply.kind === 'sse' ? [] : row.who;
    if (inside.length > 0) {
      it.each(inside)('lets %s in', async (caller) => {
        const reply = await ask(callers[caller], row);
        expect(reply.statusCode).not.toBe(500);
        // What stands behind the door may still find that the thing is gone: the log says who was let in.
        const line = test.log.find(
          (entry) => entry.includes(String(reply.headers['x-request-id'])) && entry.includes('"ms"'),
        );
        expect(JSON.parse(line ?? '{}')).toMatchObject({ endpoint: row.id, caller: kindOf(caller) });
      });
    }
  });

  it('opens no row of staff or authors to a delivery token, nor to a seat’s token in its place', async () => {
    for (const row of allEndpoints.filter(({ who }) => !who.includes('anyone'))) {
      const visitor = test.visitor();
      const reply = await visitor.send(row.method, pathOf(row), row.body ? {} : undefined, {
        authorization: `Bearer ${DELIVERY_TOKEN}`,
      });
      const delivers = ['submitAnswers', 'completeBallot', 'leaveSeat'].includes(row.id);
      if (delivers) expect(DOOR).not.toContain(codeOf(reply));
      else expect([row.id, reply.statusCode]).toEqual([row.id, 401]);
      const seat = await visitor.send(row.method, pathOf(row), row.body ? {} : undefined, {
        authorization: `Bearer ${SEAT_TOKEN}`,
      });
      expect([row.id, seat.statusCode]).toEqual([row.id, 401]);
    }
  });

  it('asks for a fresh login where the row says so, once ten minutes have passed', async () => {
    const fresh = allEndpoints.filter((row) => row.fresh);
    const organizer = await test.staff('organizer');
    test.clock.advance(10 * 60_000);
    for (const row of fresh.filter(({ who }) => who.includes('organizer'))) {
      expect([row.id, (await ask(organizer, row)).json().code]).toEqual([row.id, 'FRESH_LOGIN_REQUIRED']);
    }
    expect((await organizer.send('GET', '/v1/staff-sessions/current')).json()).toMatchObject({ freshUntil: null });
  });

  it('wants the header of our own pages for everything that changes something', async () => {
    for (const row of allEndpoints.filter(({ method }) => method !== 'GET' && method !== 'HEAD')) {
      const reply = await test.visitor().send(row.method, pathOf(row), row.body ? {} : undefined, { 'x-zuimei': '' });
      expect([row.id, reply.statusCode, reply.json().code]).toEqual([row.id, 403, 'CROSS_SITE_REQUEST']);
    }
  });
});
