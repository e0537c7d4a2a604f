import type { DeckView, PassView, ProgressView, TurnoutView } from '@zuimei/contracts';
import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';

describe('the big screen', () => {
  let test: TestApp;
  let hall: Hall;
  let origin: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    await test.app.listen(0, '127.0.0.1');
    const { port } = test.app.getHttpServer().address() as { port: number };
    origin = `http://127.0.0.1:${port}`;
  });
  afterAll(() => test.close());

  it('has no stream of a round that does not exist', async () => {
    const reply = await fetch(`${origin}/v1/rounds/${randomUUID()}/turnout/stream`);
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });

  it('gets at most one event a second, shared by all who watch, and ends with the server', async () => {
    const round = await hall.openRound();
    const began = Date.now();
    const events: TurnoutView[] = [];
    const watch = async () => {
      const reply = await fetch(`${origin}/v1/rounds/${round.id}/turnout/stream`);
      expect(reply.headers.get('content-type')).toContain('text/event-stream');
      let text = '';
      for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        const parts = text.split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) {
          if (part.startsWith('data: ')) events.push(JSON.parse(part.slice(6)) as TurnoutView);
        }
      }
    };
    const watching = watch();
    const [pass] = await hall.passes(1);
    await hall.tablet('T-01').checkIn(pass as PassView);
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    const ended = Date.now();
    await test.app.close();
    await watching;
    expect(Date.now() - ended).toBeLessThan(5_000);
    expect(events.length).toBeGreaterThanOrEqual(2);
    // The first comes at once; after it one a second at most, however slow this machine is.
    expect(events.length).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - began) / 1_000));
    expect(events.at(-1)).toMatchObject({ checkedIn: 1, passes: 1, state: 'open' });
  });
});

describe('the host’s page', () => {
  let test: TestApp;
  let hall: Hall;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
  });
  afterAll(() => test.close());

  it('says who waits, who moved, who is not done, and which entry was shown least', async () => {
    const { id } = await hall.round();
    await hall.move(hall.organizer, id, 'prepare');
    const progress = () => hall.host.expect<ProgressView>(200, 'GET', `/v1/rounds/${id}/progress`);
    const [first, second] = (await hall.passes(2)) as [PassView, PassView];
    await hall.tablet('T-01').checkIn(first);
    expect(await progress()).toMatchObject({ state: 'ready', checkedIn: 1, jurors: { seated: 1 } });

    await hall.move(hall.host, id, 'open');
    await hall.tablet('T-02').checkIn(first);
    const tablet = hall.tablet('T-03');
    await tablet.checkIn(second);
    const [screen] = (await tablet.deck()).screens;
    await tablet.submit([tablet.answer(screen as DeckView['screens'][number])]);
    await tablet.complete();
    const seen = screen?.entries.map(({ number }) => number) ?? [];
    const least = hall.edition.entries.map(({ number }) => number).find((number) => !seen.includes(number));
    expect(await progress()).toMatchObject({
      least: { number: least, exposures: 0 },
      jurors: {
        seated: 1,
        unfinished: [first.alias],
        moved: [{ alias: first.alias, tablets: ['T-01', 'T-02'] }],
      },
    });
  });
});
