/** @jest-environment node */
import 'fake-indexeddb/auto';
import { createClient } from '@zuimei/api-client';
import { openDB } from 'idb';
import { currentScreen, remaining } from '../model/ballot.js';
import { FakeJuryApi, screenId } from './jury-api.fake.js';
import { PhotoShelf } from './photos.js';
import { switchOn, type Tablet, untilWithin } from './session.testing.js';

let count = 0;
let name = '';
let api: FakeJuryApi;
const ends: (() => Promise<void>)[] = [];

const until = untilWithin(1500);

const tablet = async (): Promise<Tablet> => {
  const on = await switchOn(name, {
    api: createClient({ fetch: api.fetch, sleep: () => Promise.resolve() }),
    heartbeatMs: 30,
    photos: (onProgress) =>
      new PhotoShelf(
        onProgress,
        undefined,
        async () => new Response('', { headers: { 'content-type': 'image/webp' } }),
      ),
  });
  ends.push(on.kill);
  return on;
};

const seatOf = ({ session }: Tablet) => {
  const { seat } = session.getSnapshot();
  if (!seat) throw new Error('no seat');
  return seat;
};
const screenOf = (t: Tablet) => currentScreen(seatOf(t).ballot);

const seated = async (t: Tablet) => {
  await t.session.checkIn({ code: '7K4M9QTX' });
  await until(() => remaining(seatOf(t).ballot) > 0);
  await t.session.beginVoting();
  return t;
};

const answerScreen = async (t: Tablet) => {
  const screen = screenOf(t);
  for (const entry of screen?.entries.slice(0, 3) ?? []) await t.session.vote({ type: 'tap', entryId: entry.entryId });
  await t.session.vote({ type: 'confirm' });
};

beforeEach(() => {
  api = new FakeJuryApi();
  name = `jury-${++count}`;
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('a juror with a network', () => {
  it('checks in, is greeted, votes and sees the answers arrive', async () => {
    const t = await tablet();
    await t.session.checkIn({ code: '7K4M9QTX' });
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'welcome', seat: { alias: 'A017' } });
    await seated(t);
    await answerScreen(t);
    expect(screenOf(t)?.id).toBe(screenId(1));
    await until(() => api.ledger.length === 1);
    expect(api.ledger[0]).toMatchObject({ screenId: screenId(0), revision: 1 });
    expect(api.bearers).toEqual(['Bearer token-1']);
    expect(api.unsigned).toBe(0);
    await until(() => t.session.getSnapshot().pending === 0);
  });

  it('reads why a badge is refused, and can try again', async () => {
    const t = await tablet();
    api.refusal = 'PASS_CODE_WRONG';
    await t.session.checkIn({ code: '7K4M9QTX' });
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'check-in', trouble: '中文 PASS_CODE_WRONG', busy: false });
    api.refusal = null;
    await t.session.checkIn({ code: '7K4M9QTX' });
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'welcome', trouble: null });
  });

  it('has the next deck leased before the first is used up', async () => {
    const t = await seated(await tablet());
    for (let i = 0; i < 9; i++) await answerScreen(t);
    await until(() => remaining(seatOf(t).ballot) > 3);
    expect(new Set(seatOf(t).ballot.known).size).toBe(seatOf(t).ballot.known.length);
  });

  it('goes through all screens to the end, each answered once', async () => {
    const t = await seated(await tablet());
    for (let i = 0; i < 30; i++) {
      await until(() => screenOf(t) !== undefined);
      await answerScreen(t);
    }
    await until(() => seatOf(t).ballot.last);
    expect(screenOf(t)).toBeUndefined();
    await until(() => api.ledger.length === 30);
    expect(new Set(api.ledger.map((row) => row.screenId)).size).toBe(30);
  });

  it('hears of pause, collecting and close from the heartbeat', async () => {
    const t = await seated(await tablet());
    for (const state of ['paused', 'open', 'collecting', 'closed']) {
      api.state = state;
      await until(() => seatOf(t).round.state === state);
    }
  });

  it('takes back the screens of an entry that has left, and says so where it is on the one shown', async () => {
    const t = await seated(await tablet());
    const [, second, third] = seatOf(t).ballot.screens;
    api.gone = [third?.entries[0]?.entryId ?? ''];
    await until(() => seatOf(t).ballot.screens[2]?.id !== third?.id);
    expect(seatOf(t).ballot.screens[1]?.id).toBe(second?.id);
    expect(t.session.getSnapshot().notice).toBeNull();
    const [first] = screenOf(t)?.entries ?? [];
    await t.session.vote({ type: 'tap', entryId: first?.entryId ?? '' });
    api.gone = [...api.gone, first?.entryId ?? ''];
    await until(() => seatOf(t).ballot.picks.length === 0);
    await until(() => t.session.getSnapshot().notice?.text === '有作品撤下了，在其余的里选');
    // The same after the power went.
    const { gone } = seatOf(t).ballot;
    await t.kill();
    const again = await tablet();
    expect(seatOf(again).ballot.gone).toEqual(gone);
  });

  it('shows another screen where the one photo on it has left, and takes no tap meant for it', async () => {
    api.method = { kind: 'score' };
    const t = await seated(await tablet());
    const first = screenOf(t);
    api.gone = [first?.entries[0]?.entryId ?? ''];
    await until(() => screenOf(t)?.id !== first?.id);
    await until(() => t.session.getSnapshot().notice?.text === '有作品撤下了，已换一屏');
    await t.session.vote({ type: 'grade', grade: 4 });
    await until(() => api.ledger.length === 1);
    expect(api.ledger[0]?.screenId).not.toBe(first?.id);
  });

  it('is told when the badge was used on another tablet; what waits is still delivered', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    api.online = true;
    api.refusal = 'UNAUTHENTICATED';
    await until(() => t.session.getSnapshot().phase === 'lost');
    api.refusal = null;
    await t.session.handOver();
    const again = t;
    await again.kill();
    await tablet();
    await until(() => api.ledger.length === 1);
  });
});

describe('a juror without a network', () => {
  it('votes through the whole deck; everything is delivered once it is back', async () => {
    const t = await seated(await tablet());
    api.online = false;
    for (let i = 0; i < 12; i++) await answerScreen(t);
    expect(screenOf(t)).toBeUndefined();
    await until(() => t.session.getSnapshot().pending === 12);
    expect(t.session.getSnapshot().reached).toBe(false);
    api.online = true;
    await until(() => api.ledger.length === 12);
    await until(() => screenOf(t) !== undefined);
    expect(t.session.getSnapshot().reached).toBe(true);
  });

  it('loses nothing to a dropped reply and doubles nothing', async () => {
    const t = await seated(await tablet());
    api.dropReplies = 3;
    await answerScreen(t);
    await answerScreen(t);
    await until(() => t.session.getSnapshot().pending === 0);
    expect(api.ledger.map((row) => row.screenId)).toEqual([screenId(0), screenId(1)]);
  });

  it('never takes a captive portal’s page for an acknowledgement', async () => {
    const t = await seated(await tablet());
    api.portal = true;
    await answerScreen(t);
    await until(() => t.session.getSnapshot().reached === false);
    await until(() => t.session.getSnapshot().pending === 1);
    api.portal = false;
    await until(() => api.ledger.length === 1);
  });

  it('keeps what the server cannot store for now, and delivers it once its database is back', async () => {
    const t = await seated(await tablet());
    api.refusal = 'TEMPORARILY_UNAVAILABLE';
    await answerScreen(t);
    await answerScreen(t);
    await until(() => t.session.getSnapshot().reached === false);
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'voting', pending: 2, parked: 0 });
    api.refusal = null;
    await until(() => api.ledger.length === 2);
    await until(() => t.session.getSnapshot().pending === 0);
  });

  it('cannot check in, and is told so', async () => {
    const t = await tablet();
    api.online = false;
    await t.session.checkIn({ code: '7K4M9QTX' });
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'check-in', reached: false });
    expect(t.session.getSnapshot().trouble).toContain('没有网络');
  });
});

describe('a tablet that is switched off', () => {
  it('comes back to the same screen with the same unconfirmed picks', async () => {
    const t = await seated(await tablet());
    await answerScreen(t);
    const [first] = screenOf(t)?.entries ?? [];
    await t.session.vote({ type: 'tap', entryId: first?.entryId ?? '' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = seatOf(t).ballot;
    await t.kill();
    api.online = false;
    const again = await tablet();
    expect(again.session.getSnapshot().phase).toBe('voting');
    expect(seatOf(again).ballot).toEqual(before);
    expect(screenOf(again)?.id).toBe(screenId(1));
  });

  it('still has an answer that was confirmed the moment before', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    await t.kill();
    api.online = true;
    const again = await tablet();
    await until(() => api.ledger.length === 1);
    expect(screenOf(again)?.id).toBe(screenId(1));
  });

  it('goes on from an earlier screen that was being changed', async () => {
    const t = await seated(await tablet());
    await answerScreen(t);
    await answerScreen(t);
    await t.session.vote({ type: 'back' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await t.kill();
    const again = await tablet();
    expect(screenOf(again)?.id).toBe(screenId(1));
    const [, second, third, fourth] = screenOf(again)?.entries ?? [];
    expect(seatOf(again).ballot.picks).toContain(second?.entryId);
    await again.session.vote({ type: 'tap', entryId: third?.entryId ?? '' });
    await again.session.vote({ type: 'tap', entryId: fourth?.entryId ?? '' });
    await again.session.vote({ type: 'confirm' });
    await until(() => api.ledger.some((row) => row.screenId === screenId(1) && row.revision === 2));
    expect(screenOf(again)?.id).toBe(screenId(2));
  });
});

describe('handing in and handing over', () => {
  it('shows a receipt at once, also offline, and delivers the completion after the answers', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    await t.session.complete();
    const { completion, phase } = seatOf(t);
    expect(phase).toBe('receipt');
    expect(completion?.receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/);
    await until(() => t.session.getSnapshot().pending === 2);
    api.online = true;
    await t.kill();
    const again = await tablet();
    expect(again.session.getSnapshot().phase).toBe('receipt');
    await until(() => api.completed.length === 1);
    expect(api.ledger).toHaveLength(1);
    await until(() => seatOf(again).completion?.receivedAt?.startsWith('2026-11-20T07:42:0') === true);
  });

  it('says that a ballot handed in elsewhere took these answers in, and counts none of them as lost', async () => {
    const t = await seated(await tablet());
    await answerScreen(t);
    api.merged = true;
    await t.session.complete();
    await until(() => seatOf(t).completion?.merged === true);
    await until(() => t.session.getSnapshot().pending === 0);
    expect(t.session.getSnapshot().parked).toBe(0);
  });

  it('leaves nothing of the juror on the tablet but undelivered answers, and these without the alias', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    await t.session.vote({ type: 'tap', entryId: screenOf(t)?.entries[0]?.entryId ?? '' });
    await t.session.complete();
    await t.session.handOver();
    expect(t.session.getSnapshot()).toMatchObject({ phase: 'check-in', seat: null, pending: 2 });
    await t.kill();

    const db = await openDB(name);
    const dump = JSON.stringify([await db.getAll('items'), await db.getAll('groups'), await db.getAll('values')]);
    expect(await db.getAllKeys('values')).toEqual(['device', 'device-key']);
    db.close();
    expect(dump).not.toContain('A017');
    expect(dump).not.toContain('src1080');
  });

  it('tells the server behind the last answer that a juror went without handing in, and never after handing in', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    await t.session.handOver();
    api.online = true;
    await until(() => api.left.length === 1);
    expect(api.left).toEqual(['Bearer token-1']);
    expect(api.requests.findLastIndex((route) => route.endsWith('answer-sets'))).toBeLessThan(
      api.requests.findIndex((route) => route.endsWith('leave')),
    );
    await seated(t);
    await answerScreen(t);
    await t.session.complete();
    await t.session.handOver();
    await until(() => api.completed.length === 1);
    await until(async () => (await t.store.counts()).pending === 0);
    expect(api.left).toHaveLength(1);
  });

  it('delivers several jurors’ leftovers with each one’s own token', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    await t.session.complete();
    await t.session.handOver();
    api.online = true;
    await t.session.checkIn({ code: 'AAAA3333' });
    await until(() => api.completed.length === 1);
    await seated(t).catch(() => undefined);
    await t.session.beginVoting();
    await until(() => screenOf(t) !== undefined);
    await answerScreen(t);
    await until(() => api.ledger.length === 2);
    expect(new Set(api.bearers)).toEqual(new Set(['Bearer token-1', 'Bearer token-2']));
    await t.session.handOver();
    await until(async () => (await t.store.counts()).pending === 0);
    await t.kill();
    const db = await openDB(name);
    expect(await db.getAll('groups')).toEqual([]);
    db.close();
  });

  it('keeps and names what came too late', async () => {
    const t = await seated(await tablet());
    api.online = false;
    await answerScreen(t);
    api.state = 'closed';
    api.online = true;
    await until(() => t.session.getSnapshot().parked === 1);
    expect(await t.session.uncounted()).toEqual(['LATE']);
    await t.session.dismissUncounted();
    await until(() => t.session.getSnapshot().parked === 0);
  });

  it('lets nothing of a seat come back through a write that was still under way', async () => {
    const t = await seated(await tablet());
    void t.session.vote({ type: 'tap', entryId: screenOf(t)?.entries[0]?.entryId ?? '' });
    const over = t.session.handOver();
    void t.session.vote({ type: 'tap', entryId: screenOf(t)?.entries[1]?.entryId ?? '' });
    await over;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await t.store.value('seat')).toBeUndefined();
    expect(await t.store.value('touch')).toBeUndefined();
  });
});
