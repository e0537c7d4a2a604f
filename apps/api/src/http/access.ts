import type { Endpoint } from '@zuimei/contracts';
import { isStaffRole, TABLET_CLOCK_MS, tabletMessage } from '@zuimei/domain';
import {
  type AuthorSessions,
  type Caller,
  type JurorCaller,
  type KnownCaller,
  type SeatSessions,
  type StaffSessions,
  type TabletCaller,
  type TabletSessions,
  tokenHash,
} from '@zuimei/identity';
import { type Clock, type Ids, type Keystore, ProblemError } from '@zuimei/platform';
import type { FastifyRequest } from 'fastify';
import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { refuseCrossSite } from './cross-site.js';
import { DEVICES_BEHIND_ONE_ADDRESS, limitOf, RateLimiter } from './rate-limits.js';
import './fastify-types.js';

/** What a delivery token opens: a tablet delivers for a juror who has left, and does nothing else in their name. */
const OPEN_TO_DELIVERY: ReadonlySet<string> = new Set(['submitAnswers', 'completeBallot', 'leaveSeat']);

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export interface AccessParts {
  staff: StaffSessions;
  authors: AuthorSessions;
  seats: SeatSessions;
  tablets: TabletSessions;
  clock: Clock;
  ids: Ids;
  keystore: Keystore;
  publicOrigin: string | null;
  /** Off for load tests, where one machine plays thousands. */
  rateLimits: boolean;
}

const MOST_DEVICES = 10_000;

/**
 * The one door: from the row of the table it decides, before a byte of the body is read, whether this request may go
 * on. Refusals are thrown as `ProblemError`.
 */
export class Access {
  readonly #limiter = new RateLimiter();
  /** Not as bytes: Node looks four times as long at those before it uses them. */
  readonly #deviceKey: KeyObject;
  /** Cookies whose seal was found right: a tablet shows the same one with each of its requests. */
  readonly #devices = new Set<string>();

  constructor(private readonly parts: AccessParts) {
    this.#deviceKey = createSecretKey(parts.keystore.derive('http/devices'));
  }

  async check(request: FastifyRequest): Promise<void> {
    const { endpoint: row, open } = request.routeOptions.config;
    request.caller = { kind: 'anyone' };
    request.device = this.#deviceOf(request);
    // An unknown address ends as NOT_FOUND; a known one without a row is a route that nobody decided about.
    if (request.is404 || open) return;
    if (!row) throw new ProblemError({ code: 'FORBIDDEN' });

    refuseCrossSite(request, this.parts.publicOrigin);
    this.#limitAddress(request, row);
    if (!row.who.includes('anyone')) request.caller = await this.#callerOf(request, row);
    this.#limitCaller(request, row);
    this.#wantFresh(request.caller, row);
  }

  async #callerOf(request: FastifyRequest, row: Endpoint): Promise<KnownCaller> {
    const { jar } = request;
    let expired = false;
    let wrongRole = false;
    const staffToken = row.who.some(isStaffRole) ? jar.get('staff') : undefined;
    if (staffToken) {
      const staff = await this.parts.staff.find(staffToken);
      if (staff && row.who.includes(staff.role)) return staff;
      if (staff) wrongRole = true;
      else expired = true;
    }
    const authorToken = row.who.includes('author') ? jar.get('author') : undefined;
    if (authorToken) {
      const author = await this.parts.authors.find(authorToken);
      if (author) return author;
      expired = true;
    }
    if (row.who.includes('juror')) {
      const { juror, known } = await this.#jurorOf(request, row);
      if (juror) return juror;
      expired ||= known;
    }
    if (row.who.includes('tablet')) {
      const tablet = await this.#tabletOf(request);
      if (tablet) return tablet;
    }
    throw new ProblemError({ code: wrongRole ? 'FORBIDDEN' : expired ? 'SESSION_EXPIRED' : 'UNAUTHENTICATED' });
  }

  async #jurorOf(request: FastifyRequest, row: Endpoint): Promise<{ juror?: JurorCaller; known: boolean }> {
    const bearer = /^Bearer ([\w-]{16,200})$/.exec(request.headers.authorization ?? '')?.[1];
    const session = request.jar.get('seat');
    // The bearer comes first: a tablet that delivers for the last juror may already hold the next one's session.
    if (bearer && OPEN_TO_DELIVERY.has(row.id)) {
      const seat = await this.parts.seats.byDeliveryToken(tokenHash(bearer));
      return seat ? { juror: { ...seat, kind: 'juror', via: 'delivery' }, known: true } : { known: true };
    }
    if (!session) return { known: false };
    const seat = await this.parts.seats.bySessionToken(tokenHash(session));
    return seat ? { juror: { ...seat, kind: 'juror', via: 'session' }, known: true } : { known: true };
  }

  /** A tablet names itself; that it is the one is known once its body was read (`signedBody`). */
  async #tabletOf(request: FastifyRequest): Promise<TabletCaller | undefined> {
    const { id, time } = tabletHeaders(request);
    const now = this.parts.clock.now().getTime();
    if (!UUID.test(id) || !(Math.abs(now - time) <= TABLET_CLOCK_MS)) return undefined;
    const tablet = await this.parts.tablets.byId(id);
    return tablet ? { ...tablet, kind: 'tablet' } : undefined;
  }

  /** Whether what a tablet sent is signed by it. Refusals are thrown. */
  async checkTablet(request: FastifyRequest, body: Uint8Array): Promise<void> {
    if (request.caller.kind !== 'tablet') return;
    const { time, signature } = tabletHeaders(request);
    const hash = createHash('sha256').update(body).digest('hex');
    const message = tabletMessage(request.method, request.url, time, hash);
    if (!(await this.parts.tablets.isSignedBy(request.caller.tabletId, message, signature)))
      throw new ProblemError({ code: 'UNAUTHENTICATED' });
  }

  #wantFresh(caller: Caller, row: Endpoint): void {
    if (!row.fresh) return;
    if (caller.kind !== 'staff' || caller.freshUntil <= this.parts.clock.now()) {
      throw new ProblemError({ code: 'FRESH_LOGIN_REQUIRED' });
    }
  }

  #limitAddress(request: FastifyRequest, row: Endpoint): void {
    const { max, seconds } = limitOf(row);
    this.#take(`${row.id} address ${request.ip}`, { max: max * DEVICES_BEHIND_ONE_ADDRESS, seconds });
  }

  #limitCaller(request: FastifyRequest, row: Endpoint): void {
    const { caller, device } = request;
    if (caller.kind === 'anyone' && device.startsWith('address:')) return;
    this.#take(`${row.id} ${personOf(caller) ?? device}`, limitOf(row));
  }

  #take(key: string, limit: { max: number; seconds: number }): void {
    if (!this.parts.rateLimits) return;
    const wait = this.#limiter.take(key, limit, this.parts.clock.now().getTime());
    if (wait > 0) throw new ProblemError({ code: 'RATE_LIMITED', facts: { retryAfterSeconds: wait } }, wait);
  }

  /** A device shows the cookie it was given; without one it is its address, and gets one with its first writing. */
  #deviceOf(request: FastifyRequest): string {
    const cookie = request.jar.get('device') ?? '';
    const [id = '', seal = ''] = cookie.split('.');
    if (this.#devices.has(cookie)) return `device:${id}`;
    if (id && equal(seal, this.#seal(id))) {
      if (this.#devices.size >= MOST_DEVICES) this.#devices.clear();
      this.#devices.add(`${id}.${seal}`);
      return `device:${id}`;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const fresh = this.parts.ids.token(16);
      request.jar.set('device', `${fresh}.${this.#seal(fresh)}`, YEAR_SECONDS);
    }
    return `address:${request.ip}`;
  }

  #seal(id: string): string {
    return createHmac('sha256', this.#deviceKey).update(id).digest('base64url').slice(0, 22);
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function tabletHeaders({ headers }: FastifyRequest): { id: string; time: number; signature: string } {
  const text = (name: string): string => String(headers[name] ?? '');
  const time = /^\d{1,15}$/.test(text('x-zuimei-time')) ? Number(text('x-zuimei-time')) : NaN;
  return { id: text('x-zuimei-tablet').toLowerCase(), time, signature: text('x-zuimei-signature') };
}

function personOf(caller: Caller): string | undefined {
  if (caller.kind === 'staff') return `staff:${caller.staffId}`;
  if (caller.kind === 'author') return `author:${caller.authorId}`;
  if (caller.kind === 'tablet') return `tablet:${caller.tabletId}`;
  return caller.kind === 'juror' ? `seat:${caller.seatId}` : undefined;
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
