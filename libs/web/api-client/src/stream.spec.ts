import { createClient, endpoints } from './index.js';
import { type Source } from './stream.js';

const ROUND = '0198c0de-0000-7000-8000-000000000001';

class FakeSource implements Source {
  static made: FakeSource[] = [];
  readyState = 0;
  onopen: Source['onopen'] = null;
  onmessage: Source['onmessage'] = null;
  onerror: Source['onerror'] = null;
  constructor(readonly url: string) {
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = 2;
  }
  say(data: string) {
    this.onmessage?.({ data } as MessageEvent);
  }
  fail(readyState: number) {
    this.readyState = readyState;
    this.onerror?.(new Event('error'));
  }
}

const listen = () => {
  const events: unknown[] = [];
  const states: string[] = [];
  const client = createClient({ eventSource: (url) => new FakeSource(url), random: () => 1 });
  const stop = client.subscribe(endpoints.streamTurnout, { params: { id: ROUND } }, (event) => events.push(event), {
    onState: (state) => states.push(state),
  });
  return { events, states, stop };
};

beforeEach(() => {
  jest.useFakeTimers();
  FakeSource.made = [];
});
afterEach(() => jest.useRealTimers());

describe('a stream', () => {
  it('hands events on and leaves out what is no JSON', () => {
    const { events, states } = listen();
    const [source] = FakeSource.made;
    expect(source?.url).toBe(`/v1/rounds/${ROUND}/turnout/stream`);
    source?.onopen?.(new Event('open'));
    source?.say('{"completed": 7}');
    source?.say('<html>');
    expect(events).toEqual([{ completed: 7 }]);
    expect(states).toEqual(['live']);
  });

  it('leaves a broken line to the browser and connects anew where the browser gave up', () => {
    const { states } = listen();
    FakeSource.made[0]?.fail(0);
    jest.advanceTimersByTime(60_000);
    expect(FakeSource.made).toHaveLength(1);
    FakeSource.made[0]?.fail(2);
    jest.advanceTimersByTime(1000);
    expect(FakeSource.made).toHaveLength(2);
    FakeSource.made[1]?.fail(2);
    jest.advanceTimersByTime(1999);
    expect(FakeSource.made).toHaveLength(2);
    jest.advanceTimersByTime(1);
    expect(FakeSource.made).toHaveLength(3);
    expect(states).toEqual(['lost', 'lost', 'lost']);
  });

  it('is over when stopped, also while it waits', () => {
    const { stop } = listen();
    FakeSource.made[0]?.fail(2);
    stop();
    jest.advanceTimersByTime(60_000);
    expect(FakeSource.made).toHaveLength(1);
    expect(FakeSource.made[0]?.readyState).toBe(2);
  });
});
