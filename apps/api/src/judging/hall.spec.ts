import type { PassView, TurnoutView } from '@zuimei/contracts';
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
