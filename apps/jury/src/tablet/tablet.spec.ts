/** @jest-environment node */
import 'fake-indexeddb/auto';
import { createClient } from '@zuimei/api-client';
import fc from 'fast-check';
import { currentScreen, remaining } from '../model/ballot.js';
import { PhotoShelf } from '../session/photos.js';
import { id } from '../session/jury-api.fake.js';
import { switchOn, type Tablet, untilWithin } from '../session/session.testing.js';
import { FakeHall } from './hall.fake.js';
import { type TabletProblem } from './records.js';

let count = 0;
let name = '';
let hall: FakeHall;
let trouble: TabletProblem | null = null;
const ends: (() => Promise<void>)[] = [];

/** Caches in memory, as far as photos need them. */
const caches = (): CacheStorage => {
  const photos = new Map<string, Response>();
  const cache = {
    match: async (url: string) => photos.get(url)?.clone(),
    put: async (url: string, response: Response) => void photos.set(url, response),
    delete: async (url: string) => photos.delete(url),
  };
  return { open: async () => cache } as unknown as CacheStorage;
};

const until = untilWithin(2000);

const boot = async (): Promise<Tablet> => {
  const fetchSigned: typeof fetch = async (input, init = {}) => {
    const path = String(input);
    if (path.includes('/tablets/current')) await hall.checkTabletSignature(path, init);
    return hall.fetch(input, init);
  };
  const on = await switchOn(name, {
    api: createClient({ fetch: fetchSigned, sleep: () => Promise.resolve() }),
    heartbeatMs: 20,
    check: async () => trouble,
    photos: (onProgress) =>
      new PhotoShelf(onProgress, caches(), async () => {
        if (!hall.online) throw new TypeError('fetch failed');
        return new Response('photo', { headers: { 'content-type': 'image/webp' } });
      }),
  });
  ends.push(on.kill);
  return on;
};

const ticket = { ticketId: '0198c0de-0000-7000-8000-000000000901', secret: 'A'.repeat(22) };
const enrolled = async (): Promise<Tablet> => {
  const t = await boot();
  t.session.beginEnrolment(ticket);
  await t.session.enrol(hall.pin, 'T-07');
  await until(() => t.session.getSnapshot().tablet?.ready === true);
  return t;
};
const seatOf = (t: Tablet) => t.session.getSnapshot().seat;
const screenOf = (t: Tablet) => {
  const seat = seatOf(t);
  return seat ? currentScreen(seat.ballot) : undefined;
};
const sit = async (t: Tablet, n: number) => {
  await t.session.checkIn(hall.badge(n));
  await until(() => (seatOf(t) ? remaining(seatOf(t)?.ballot as never) > 0 : false));
  await t.session.beginVoting();
};
const answer = async (t: Tablet): Promise<string> => {
  const screen = screenOf(t);
  for (const entry of screen?.entries.slice(0, 3) ?? []) await t.session.vote({ type: 'tap', entryId: entry.entryId });
  await t.session.vote({ type: 'confirm' });
  return screen?.id ?? '';
};
const arrived = (t: Tablet) => until(async () => (await t.store.counts()).pending === 0);

beforeEach(() => {
  hall = new FakeHall();
  hall.screens = 6;
  for (let n = 0; n < 4; n++) hall.badge(n);
  name = `tablet-${++count}`;
  trouble = null;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('an enrolled tablet', () => {
  it('is ready only when photos, passes and screens are there', async () => {
    const t = await enrolled();
    expect(t.session.getSnapshot()).toMatchObject({
      device: { name: 'T-07' },
      enrolling: null,
      tablet: { photos: 54, photosOf: 54, screens: 30, problem: null, revoked: false },
    });
    expect(hall.unsignedTablet).toBe(0);
  });

  it('says that the PIN is wrong, and stays what it was', async () => {
    const t = await boot();
    t.session.beginEnrolment(ticket);
    await t.session.enrol('000000', 'T-07');
    expect(t.session.getSnapshot()).toMatchObject({ trouble: '中文 ENROLMENT_WRONG', tablet: null });
  });

  it.each(['INSECURE', 'STORAGE_BLOCKED', 'DISK_FULL', 'NO_SERVICE_WORKER'] as const)(
    'is not enrolled, and says why: %s',
    async (problem) => {
      const t = await boot();
      t.session.beginEnrolment(ticket);
      trouble = problem;
      await t.session.enrol(hall.pin, 'T-07');
      expect(t.session.getSnapshot()).toMatchObject({ phase: 'broken', problem, tablet: null });
    },
  );

  it('says that it was revoked, and is not ready any more', async () => {
    const t = await enrolled();
    hall.revoked = true;
    await until(() => t.session.getSnapshot().tablet?.revoked === true);
    expect(t.session.getSnapshot().tablet?.ready).toBe(false);
  });

  it('calls nothing ready that is not there any more', async () => {
    const t = await enrolled();
    hall.online = false;
    await t.kill();
    const again = await boot();
    // The photos of this test live in memory: they went with the power.
    expect(again.session.getSnapshot().tablet).toMatchObject({ screens: 30, photos: 0, ready: false });
  });
});

describe('a juror without a network', () => {
  it('checks in by the badge, votes, hands in; the next one too; everything arrives once', async () => {
    const t = await enrolled();
    hall.online = false;
    const given: string[] = [];
    for (const n of [0, 1]) {
      await sit(t, n);
      expect(seatOf(t)).toMatchObject({ alias: `A${n}`, offline: true });
      while (screenOf(t)) given.push(await answer(t));
      await until(() => seatOf(t)?.ballot.last === true);
      await t.session.complete();
      expect(t.session.getSnapshot().phase).toBe('receipt');
      await t.session.handOver();
    }
    expect(given).toHaveLength(12);
    expect(new Set(given).size).toBe(12);
    hall.dropReplies = 3;
    hall.online = true;
    await arrived(t);
    expect(hall.ledger.map((row) => row.screenId).sort()).toEqual([...given].sort());
    expect(hall.completed).toHaveLength(2);
    expect([hall.unsigned, hall.unsignedTablet]).toEqual([0, 0]);
  });

  it('never sees what their pass may not see', async () => {
    const own = hall.dealt(0)[2]?.entries[4]?.entryId ?? '';
    hall.exclude.set(hall.badge(0).passId, [own]);
    const t = await enrolled();
    hall.online = false;
    await sit(t, 0);
    const shown: string[] = [];
    while (screenOf(t)) {
      shown.push(...(screenOf(t)?.entries.map(({ entryId }) => entryId) ?? []));
      await answer(t);
    }
    expect(shown).toHaveLength(45);
    expect(shown).not.toContain(own);
  });

  it('is refused where the badge is not of this sitting, altered, unknown, or has handed in', async () => {
    const t = await enrolled();
    hall.online = false;
    const { passId, secret, signature } = hall.badge(0);
    const other = new FakeHall().badge(0);
    for (const badge of [
      other,
      { passId, secret: new Uint8Array(16), signature },
      { passId, secret, signature: signature.map((byte) => byte ^ 1) },
    ]) {
      await t.session.checkIn(badge);
      expect(t.session.getSnapshot()).toMatchObject({
        phase: 'check-in',
        trouble: expect.stringContaining('不是这场评审会的'),
      });
    }
    await t.session.checkIn(hall.badge(9));
    expect(t.session.getSnapshot().trouble).toContain('名单里没有');
    await sit(t, 0);
    await t.session.complete();
    await t.session.handOver();
    await t.session.checkIn(hall.badge(0));
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'check-in', trouble: expect.stringContaining('投完了') });
  });

  it('who comes back before the network does is not shown an entry twice', async () => {
    const t = await enrolled();
    hall.online = false;
    const seen: string[] = [];
    for (let visit = 0; visit < 2; visit++) {
      await sit(t, 0);
      for (let i = 0; i < 3; i++) {
        seen.push(...(screenOf(t)?.entries.map(({ entryId }) => entryId) ?? []));
        await answer(t);
      }
      await t.session.handOver();
    }
    expect(new Set(seen).size).toBe(54);
  });

  it('a portal’s page acknowledges nothing', async () => {
    const t = await enrolled();
    hall.portal = true;
    await sit(t, 0);
    await answer(t);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await t.store.counts()).pending).toBe(2);
    hall.portal = false;
    await arrived(t);
    expect(hall.ledger).toHaveLength(1);
  });

  it('whose seat the server refuses loses nothing in silence', async () => {
    const t = await enrolled();
    hall.online = false;
    await sit(t, 0);
    await answer(t);
    await t.session.handOver();
    hall.refuseSeats = 'PASS_CODE_WRONG';
    hall.online = true;
    await arrived(t);
    expect(await t.session.uncounted()).toEqual(['PASS_CODE_WRONG', 'PASS_CODE_WRONG']);
  });

  it('leaves no name, alias or choice of theirs in what the tablet keeps once it has arrived', async () => {
    const t = await enrolled();
    hall.online = false;
    await sit(t, 0);
    await answer(t);
    await t.session.handOver();
    const kept = async () =>
      JSON.stringify([await t.store.value('seat'), await t.store.value('taken'), await t.store.pending()]);
    expect(await kept()).not.toContain('A0');
    hall.online = true;
    await arrived(t);
    expect(await kept()).not.toMatch(/picks|A0/);
  });
});

describe('a tablet that was prepared before the round opens', () => {
  beforeEach(() => (hall.state = 'ready'));

  it('is ready without a network, waits for the host, and begins by itself where it hears of the opening', async () => {
    const t = await enrolled();
    expect(t.session.getSnapshot().tablet).toMatchObject({ screens: 30, ready: true });
    hall.online = false;
    await t.session.checkIn(hall.badge(0));
    expect(seatOf(t)).toMatchObject({ offline: true, round: { state: 'ready' }, ballot: { screens: [] } });
    hall.state = 'open';
    hall.online = true;
    await until(() => screenOf(t) !== undefined);
    await t.session.beginVoting();
    await answer(t);
    await arrived(t);
    expect(hall.ledger).toHaveLength(1);
  });

  it('goes on by the host’s word where no network brings it; nothing arrives before the opening, nothing is lost', async () => {
    const t = await enrolled();
    hall.online = false;
    await t.session.checkIn(hall.badge(0));
    await until(() => t.session.getSnapshot().reached === false);
    await t.session.beginUnheard();
    await until(() => screenOf(t) !== undefined);
    await t.session.beginVoting();
    for (let i = 0; i < 3; i++) await answer(t);
    // The server knows better: the juror is told, and what was answered waits.
    hall.online = true;
    await until(() => seatOf(t)?.round.state === 'ready');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([(await t.store.counts()).pending, hall.ledger.length]).toEqual([4, 0]);
    expect(await t.session.uncounted()).toEqual([]);
    hall.state = 'open';
    await arrived(t);
    expect(hall.ledger).toHaveLength(3);
  });

  it('hears nothing of the host in a seat that the network can still reach', async () => {
    const t = await enrolled();
    await t.session.checkIn(hall.badge(0));
    await t.session.beginUnheard();
    expect(seatOf(t)).toMatchObject({ round: { state: 'ready' }, ballot: { screens: [] } });
  });

  it('draws the pool of another round when the first was given up', async () => {
    const t = await enrolled();
    const drawn = hall.drawn;
    hall.roundId = id(7);
    await until(() => hall.drawn > drawn && t.session.getSnapshot().tablet?.ready === true);
    hall.online = false;
    await t.session.checkIn(hall.badge(0));
    await t.session.beginUnheard();
    await until(() => screenOf(t) !== undefined);
    expect(seatOf(t)?.round.id).toBe(id(7));
  });
});

describe('an entry that leaves while a tablet is without a network', () => {
  const entriesAhead = (t: Tablet) =>
    seatOf(t)?.ballot.screens.flatMap((screen) => screen.entries.map(({ entryId }) => entryId)) ?? [];

  it('takes the open screens of the seat back at the next contact, and nothing else', async () => {
    const t = await enrolled();
    hall.online = false;
    await sit(t, 0);
    const first = await answer(t);
    const before = seatOf(t)?.ballot.screens.map(({ id }) => id) ?? [];
    const [, , third] = seatOf(t)?.ballot.screens ?? [];
    const leaving = third?.entries[0]?.entryId ?? '';
    hall.gone = [leaving];
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seatOf(t)?.ballot.screens.map(({ id }) => id)).toEqual(before);

    hall.online = true;
    await until(() => !entriesAhead(t).includes(leaving));
    hall.online = false;
    const kept = before.filter((id) => id !== third?.id);
    expect(
      seatOf(t)
        ?.ballot.screens.map(({ id }) => id)
        .slice(0, kept.length),
    ).toEqual(kept);
    expect(seatOf(t)?.ballot.given).toHaveProperty(first);
    // It was the only screen of this juror with the entry: all others are still theirs, and no new one shows it.
    while (screenOf(t)) {
      expect(screenOf(t)?.entries.map(({ entryId }) => entryId)).not.toContain(leaving);
      await answer(t);
    }
    hall.online = true;
    await arrived(t);
    expect(hall.ledger.map((row) => row.screenId)).toEqual(expect.arrayContaining(kept));
  });

  it('keeps it from jurors who come later, and the pool is drawn anew without it', async () => {
    const t = await enrolled();
    const leaving = hall.dealt(0)[2]?.entries[4]?.entryId ?? '';
    hall.gone = [leaving];
    await until(() => t.session.getSnapshot().tablet?.screens === 25 && t.session.getSnapshot().tablet?.ready === true);
    await t.kill();
    const again = await boot();
    hall.online = false;
    for (const n of [0, 1]) {
      await sit(again, n);
      let screens = 0;
      for (; screenOf(again); screens++) {
        expect(screenOf(again)?.entries.map(({ entryId }) => entryId)).not.toContain(leaving);
        await answer(again);
      }
      expect(screens).toBe(5);
      await again.session.handOver();
    }
  });
});

describe('a juror whose network comes and goes', () => {
  it('goes on from the pool when the server’s screens are answered', async () => {
    hall.screens = 20;
    hall.deckSize = 4;
    const t = await enrolled();
    await sit(t, 0);
    expect(seatOf(t)?.offline).toBeUndefined();
    hall.online = false;
    const given: string[] = [];
    for (let i = 0; i < 8; i++) {
      await until(() => screenOf(t) !== undefined);
      given.push(await answer(t));
    }
    expect(seatOf(t)).toMatchObject({ alias: 'A017', offline: true });
    await t.session.complete();
    hall.online = true;
    await arrived(t);
    expect(hall.ledger.map((row) => row.screenId).sort()).toEqual([...given].sort());
    expect(new Set(given).size).toBe(8);
  });
});

describe('in any order of events', () => {
  const event = fc.constantFrom(
    'answer',
    'answer',
    'skip',
    'offline',
    'online',
    'kill',
    'hand-over',
    'complete',
    'lose-reply',
  );

  it('nothing is lost and nothing doubled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 25 }), async (events) => {
        hall = new FakeHall();
        hall.screens = 200;
        for (let n = 0; n < 6; n++) hall.badge(n);
        name = `tablet-${++count}`;
        let t = await enrolled();
        hall.online = false;
        let juror = 0;
        const given: { juror: number; screen: string }[] = [];
        let completed = 0;
        for (const one of events) {
          if (!seatOf(t) && juror < 6) await sit(t, juror);
          if (!seatOf(t)) break;
          if (one === 'answer' && screenOf(t)) given.push({ juror, screen: await answer(t) });
          else if (one === 'skip' && screenOf(t)) {
            given.push({ juror, screen: screenOf(t)?.id ?? '' });
            await t.session.vote({ type: 'skip' });
          } else if (one === 'offline') hall.online = false;
          else if (one === 'online') hall.online = true;
          else if (one === 'lose-reply') hall.dropReplies++;
          else if (one === 'kill') {
            await t.kill();
            t = await boot();
          } else if (one === 'complete') {
            await t.session.complete();
            completed++;
            await t.session.handOver();
            juror++;
          } else if (one === 'hand-over') {
            await t.session.handOver();
            juror++;
          }
        }
        hall.dropReplies = 0;
        hall.online = true;
        await arrived(t);
        expect(hall.held).toEqual([]);
        expect(hall.ledger.map((row) => row.screenId).sort()).toEqual(given.map(({ screen }) => screen).sort());
        expect(new Set(hall.ledger.map((row) => row.id)).size).toBe(given.length);
        expect(new Set(given.map(({ screen }) => screen)).size).toBe(given.length);
        expect(new Set(hall.completed).size).toBe(completed);
        expect([hall.unsigned, hall.unsignedTablet]).toEqual([0, 0]);
        await t.kill();
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
