import { act, fireEvent, render, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { App } from '../App.js';
import { type Snapshot } from '../session/snapshot.js';
import { FakeSession, seat } from './session.fake.js';
import { SessionContext } from './session-context.js';

const show = (change: Partial<Snapshot>) => {
  const session = new FakeSession(change);
  const view = render(
    <SessionContext value={session}>
      <App />
    </SessionContext>,
  );
  return { session, ...view };
};

const voting = (change: Partial<Snapshot> = {}) => show({ phase: 'voting', seat: seat(), ...change });
/** The camera says after a moment that there is none. */
const checkIn = async () => {
  const shown = show({ phase: 'check-in' });
  for (let i = 0; i < 4; i++) await settle();
  return shown;
};
const cells = () => screen.getAllByRole('checkbox');
const settle = () => act(async () => void (await Promise.resolve()));
/** jsdom loads no pictures: says that they came, and that they could be decoded. */
const arrive = async () => {
  for (const image of document.querySelectorAll('.cell img')) fireEvent.load(image);
  await settle();
};
const press = async (element: Element, key: string) => {
  fireEvent.keyDown(element, { key });
  await settle();
};
const tap = async (element: Element | undefined) => {
  if (!element) throw new Error('nothing to tap');
  // detail 0: no pointer, so that two taps on one photo within a test are no double tap
  fireEvent.click(element, { detail: 0 });
  await settle();
};
const picked = () => cells().filter((cell) => cell.getAttribute('aria-checked') === 'true').length;

/** jsdom knows no fingers. */
class Finger extends MouseEvent {
  readonly pointerId: number;
  readonly isPrimary: boolean;
  constructor(type: string, init: PointerEventInit) {
    super(type, init);
    this.pointerId = init.pointerId ?? 0;
    this.isPrimary = init.isPrimary ?? false;
  }
}
Object.defineProperty(window, 'PointerEvent', { configurable: true, value: Finger });

beforeEach(() => {
  jest.useFakeTimers();
  HTMLElement.prototype.scrollTo = () => undefined;
  HTMLCanvasElement.prototype.getContext = () => null;
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 1008 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 624 });
});
afterEach(() => jest.useRealTimers());

describe('签到', () => {
  it('takes taps and a real keyboard, and checks in at the eighth character', async () => {
    const { session } = await checkIn();
    for (const key of '7K4M') await tap(screen.getByRole('button', { name: key }));
    for (const key of ['9', 'q', 'Z', '0', 'Backspace', 'q', 't', 'x']) await press(document.body, key);
    expect(session.calls).toEqual([['checkIn', { code: '7K4M9QTX' }]]);
  });

  it('has a key for each character that looks like no other', async () => {
    await checkIn();
    const keys = screen.getAllByRole('button').map((button) => button.textContent);
    expect(keys.filter((key) => /^[A-Z0-9]$/.test(key ?? ''))).toHaveLength(26);
    for (const twin of '0O1I2Z5SBG') expect(keys).not.toContain(twin);
  });

  it('says why a badge was refused and is empty for the next try', async () => {
    const { session } = await checkIn();
    await press(document.body, '7');
    act(() => session.set({ trouble: '评审码不对', troubles: 1 }));
    expect(screen.getByText('评审码不对').getAttribute('role')).toBe('alert');
    expect(screen.getByRole('img', { name: '已输入 0 位，共 8 位' })).toBeTruthy();
  });

  it('says that there is no camera, while the keys go on working', async () => {
    await checkIn();
    expect(screen.getByText('相机打不开')).toBeTruthy();
  });
});

describe('等待开始', () => {
  const reserve = { seatId: 'r', passId: 'p', proof: '', tag: '', exclude: [], seen: [] };
  const { round } = seat();
  const waiting = {
    ...seat({ phase: 'welcome', reserve, round: { ...round, state: 'ready' } }, { screens: [], last: false }),
  };
  const tablet = {
    name: 'T-07',
    sitting: { id: 's', name: '评审会', venue: '职工之家' },
    revoked: false,
    photos: 9,
    photosOf: 9,
    screens: 30,
    problem: null,
    ready: true,
  };

  it('waits for the host, who opens the round for all; only a tablet without a network asks to be told', () => {
    const { session } = show({ phase: 'welcome', seat: waiting, tablet });
    expect(screen.getByText('主持人还没有开放投票，开始后自动进入。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '主持人已宣布开始' })).toBeNull();
    act(() => session.set({ reached: false }));
    fireEvent.click(screen.getByRole('button', { name: '主持人已宣布开始' }));
    expect(session.calls).toContainEqual(['beginUnheard']);
    // Without screens on the tablet there is nothing to begin with.
    act(() => session.set({ tablet: { ...tablet, screens: 0 } }));
    expect(screen.queryByRole('button', { name: '主持人已宣布开始' })).toBeNull();
  });

  it('stops a juror who began when the round turns out not to be open', () => {
    show({ phase: 'voting', seat: { ...seat(), round: { ...round, state: 'ready' } }, tablet });
    expect(screen.getByRole('heading', { name: '主持人还没有开放投票' })).toBeTruthy();
  });
});

describe('投票', () => {
  it('names a photo by its number alone and shows nothing else about it', async () => {
    voting();
    await arrive();
    expect(cells().map((cell) => cell.getAttribute('aria-label'))).toContain('作品 0104');
    for (const image of document.querySelectorAll('img')) expect(image.alt).toBe('');
  });

  it('takes no vote for a photo that is not shown', async () => {
    const { session } = voting();
    await tap(cells()[0]);
    expect(picked()).toBe(0);
    expect(session.calls).toEqual([]);
    expect(screen.getAllByText('这幅照片还没显示全，请稍等').length).toBeGreaterThan(0);
  });

  it('tries a photo that failed again instead of voting for it', async () => {
    const { session } = voting();
    fireEvent.error(document.querySelector('.cell img') as Element);
    await settle();
    const cell = screen.getByRole('checkbox', { name: '作品 0100，照片没加载出来，点一下重试' });
    await tap(cell);
    expect(session.calls).toEqual([]);
    expect(cell.querySelector('img')).not.toBeNull();
  });

  it('takes no screen while a photo of it is missing, and offers another one where it does not come', async () => {
    const { session } = voting();
    const [failing, ...others] = document.querySelectorAll('.cell img');
    for (const image of others.slice(1)) fireEvent.load(image);
    await settle();
    for (const at of [2, 3, 4]) await tap(cells()[at]);
    const confirm = screen.getByRole('button', { name: '就选这 3 幅' });
    expect([picked(), confirm.getAttribute('aria-disabled')]).toEqual([3, 'true']);
    await tap(confirm);
    await press(cells()[2] as Element, 'Enter');
    expect(screen.getByRole('alert').textContent).toBe('还有照片没显示全，请稍等');
    fireEvent.error(failing as Element);
    fireEvent.load(others[0] as Element);
    await settle();
    await tap(confirm);
    expect(screen.getByRole('alert').textContent).toBe('有照片没加载出来：点它重试，或换一屏');
    expect(session.calls.filter(([, event]) => (event as { type: string }).type === 'confirm')).toEqual([]);
    await tap(screen.getByRole('button', { name: '换一屏' }));
    expect(session.calls.at(-1)).toEqual(['vote', { type: 'skip' }]);
  });

  it('goes on once the photo that failed has come at a second try', async () => {
    const { session } = voting();
    const [failing, ...others] = document.querySelectorAll('.cell img');
    fireEvent.error(failing as Element);
    for (const image of others) fireEvent.load(image);
    await settle();
    expect(screen.getByRole('button', { name: '换一屏' })).toBeTruthy();
    for (const at of [0, 2, 3, 4]) await tap(cells()[at]);
    fireEvent.load(document.querySelector('.cell img') as Element);
    await settle();
    expect(screen.getByRole('button', { name: '跳过（拿不准）' })).toBeTruthy();
    await tap(screen.getByRole('button', { name: '就选这 3 幅' }));
    expect(session.calls.at(-1)).toEqual(['vote', { type: 'confirm' }]);
  });

  it('shows 已撤下 for an entry that has left, which cannot be picked and is not waited for', async () => {
    const { session } = voting({ seat: seat({}, { gone: ['s1e0'] }) });
    const cell = screen.getByRole('checkbox', { name: '作品 0100，已撤下' });
    expect([cell.textContent, cell.querySelector('img')]).toEqual(['0100已撤下', null]);
    await tap(cell);
    expect(session.calls).toEqual([]);
    await arrive();
    for (const at of [1, 2, 3]) await tap(cells()[at]);
    await tap(screen.getByRole('button', { name: '就选这 3 幅' }));
    expect(document.querySelector('.progress')?.textContent).toContain('第 2 屏');
  });

  it('picks three, then says no to a fourth and changes nothing', async () => {
    voting();
    await arrive();
    const confirm = screen.getByRole('button', { name: '就选这 3 幅' });
    for (const at of [0, 1]) await tap(cells()[at]);
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('已选 2，还差 1').getAttribute('role')).toBe('status');
    await tap(cells()[2]);
    expect(confirm.hasAttribute('aria-disabled')).toBe(false);
    expect(confirm.getAttribute('data-ready')).toBe('true');
    await tap(cells()[3]);
    expect(picked()).toBe(3);
    expect(document.querySelector('[data-shake]')?.textContent).toContain('已选 3 幅了，先取消一幅再换');
  });

  it('goes on at once, and back to change the last screen', async () => {
    voting();
    await arrive();
    for (const at of [0, 1, 2]) await tap(cells()[at]);
    await tap(screen.getByRole('button', { name: '就选这 3 幅' }));
    expect(document.querySelector('.progress')?.textContent).toContain('第 2 屏 / 约 30 屏');
    expect(picked()).toBe(0);
    await tap(screen.getByRole('button', { name: '改上一屏' }));
    expect(picked()).toBe(3);
    expect(screen.getByText(/正在改第 1 屏/)).toBeTruthy();
  });

  it('is walked with arrows, space, enter, S and U', async () => {
    const { session } = voting();
    await arrive();
    const first = cells()[0];
    first?.focus();
    await press(first as Element, 'ArrowRight');
    expect(document.activeElement).toBe(cells()[1]);
    await press(document.activeElement as Element, 'ArrowDown');
    expect(document.activeElement).toBe(cells()[4]);
    await press(document.activeElement as Element, ' ');
    expect(picked()).toBe(1);
    await press(document.activeElement as Element, 'Enter');
    expect(screen.getAllByText('还差 2 幅').length).toBeGreaterThan(0);
    await press(document.body, 's');
    await press(document.body, 'u');
    expect(session.calls.map(([, event]) => (event as { type: string }).type)).toEqual([
      'tap',
      'confirm',
      'skip',
      'back',
    ]);
  });

  it('zooms by two fingers without voting', async () => {
    const { session } = voting();
    await arrive();
    const cell = cells()[3] as HTMLElement;
    const finger = (type: 'pointerDown' | 'pointerUp', pointerId: number) =>
      fireEvent[type](cell, { pointerId, isPrimary: pointerId === 1, clientX: 100 * pointerId, clientY: 100 });
    finger('pointerDown', 1);
    finger('pointerDown', 2);
    expect(screen.getByRole('dialog', { name: '放大看作品 0103' })).toBeTruthy();
    finger('pointerUp', 1);
    finger('pointerUp', 2);
    fireEvent.click(cell, { detail: 1, clientX: 100, clientY: 100 });
    expect(session.calls).toEqual([]);
    await press(document.body, 'Escape');
  });

  it('zooms by a double tap and leaves the selection as it was', async () => {
    voting();
    await arrive();
    const cell = cells()[3] as HTMLElement;
    for (let n = 0; n < 2; n++) {
      fireEvent.pointerDown(cell, { pointerId: 1, isPrimary: true });
      fireEvent.pointerUp(cell, { pointerId: 1, isPrimary: true });
      fireEvent.click(cell, { detail: n + 1 });
      await settle();
    }
    expect(screen.getByRole('dialog', { name: '放大看作品 0103' })).toBeTruthy();
    expect(document.querySelectorAll('.cell[aria-checked="true"]')).toHaveLength(0);
  });

  it('tells where the answers are', () => {
    const { session } = voting({ pending: 3 });
    expect(screen.getByText('已保存在本机')).toBeTruthy();
    expect(screen.getByText('待上传 3')).toBeTruthy();
    act(() => session.set({ reached: false }));
    expect(screen.getByText('没有网络，可以继续投')).toBeTruthy();
    act(() =>
      session.set({ reached: true, pending: 0, seat: seat({}, { totals: { seen: 4, picked: 9, skipped: 1 } }) }),
    );
    expect(screen.getByText('已同步 4 屏')).toBeTruthy();
    act(() => session.set({ parked: 2 }));
    expect(screen.getByText('未计入 2')).toBeTruthy();
  });
});

describe('整屏', () => {
  const round = (state: 'paused' | 'closed') => seat({ round: { ...seat().round, state } });

  it('stands still while the host pauses', () => {
    voting({ seat: round('paused') });
    const notice = screen.getByRole('alertdialog', { name: '主持人按了暂停' });
    expect(notice.textContent).toContain('恢复后从第 1 屏继续');
    expect(document.querySelector('.under')?.hasAttribute('inert')).toBe(true);
  });

  it('ends with the round', async () => {
    const { session } = voting({ seat: round('closed') });
    expect(screen.queryByRole('checkbox')).toBeNull();
    await tap(screen.getByRole('button', { name: '拿投票凭证' }));
    expect(session.calls).toEqual([['complete']]);
  });

  it('asks after a quiet minute, counts down visibly and then hands over', async () => {
    const { session } = voting();
    act(() => void jest.advanceTimersByTime(59_000));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    act(() => void jest.advanceTimersByTime(2_000));
    const question = screen.getByRole('alertdialog');
    expect(within(question).getByText(/^(19|20)$/)).toBeTruthy();
    fireEvent.pointerDown(window);
    act(() => void jest.advanceTimersByTime(500));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    act(() => void jest.advanceTimersByTime(81_000));
    expect(session.calls).toEqual([['handOver']]);
  });

  it('does not hurry anybody while the hall is paused', () => {
    const { session } = voting({ seat: round('paused') });
    act(() => void jest.advanceTimersByTime(300_000));
    expect(session.calls).toEqual([]);
  });
});

describe('交还', () => {
  const receipt = (change: Partial<Snapshot> = {}) =>
    show({
      phase: 'receipt',
      seat: seat(
        { phase: 'receipt', completion: { itemId: 'i', receipt: '7K4M-Q9TX-R3', receivedAt: null } },
        { totals: { seen: 30, picked: 87, skipped: 1 } },
      ),
      pending: 1,
      ...change,
    });

  it('shows the receipt in fours, and says 待上传 until it is acknowledged', () => {
    const { session } = receipt();
    expect(screen.getByText('7K4M Q9TX R3')).toBeTruthy();
    expect(screen.getByText('待上传', { selector: 'dd' })).toBeTruthy();
    act(() => session.set({ pending: 0 }));
    expect(screen.getByText('已收到')).toBeTruthy();
  });

  it('shows no receipt that is not published: the ballot was handed in at another tablet before', () => {
    const completion = { itemId: 'i', receipt: '7K4M-Q9TX-R3', receivedAt: null, merged: true };
    receipt({ seat: seat({ phase: 'receipt', completion }), pending: 0 });
    expect(screen.getByText('已并入')).toBeTruthy();
    expect(screen.getByText(/以先交的那台平板上的为准/)).toBeTruthy();
    expect(screen.queryByText('7K4M Q9TX R3')).toBeNull();
  });

  it('hands over by itself after its countdown, later when asked for more time', () => {
    const { session } = receipt();
    const seconds = (n: number) => {
      for (let i = 0; i < n; i++) act(() => void jest.advanceTimersByTime(1000));
    };
    seconds(20);
    fireEvent.click(screen.getByRole('button', { name: '再给我 60 秒' }));
    seconds(69);
    expect(session.calls).toEqual([]);
    seconds(1);
    expect(session.calls).toEqual([['handOver']]);
  });

  it('leaves nothing of the juror in the page', () => {
    const { session } = receipt();
    act(() => session.set({ phase: 'check-in', seat: null, pending: 0 }));
    expect(document.documentElement.outerHTML).not.toMatch(/A017|7K4M/);
  });
});

describe('for everybody', () => {
  it.each(['check-in', 'welcome', 'voting', 'receipt', 'lost'] as const)('%s has no axe faults', async (phase) => {
    jest.useRealTimers();
    const { container } = show({
      phase,
      seat:
        phase === 'check-in'
          ? null
          : seat({ completion: { itemId: 'i', receipt: '7K4M-Q9TX-R3', receivedAt: null }, phase: 'voting' }),
    });
    const { violations } = await act(() => axe.run(container, { rules: { 'color-contrast': { enabled: false } } }));
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  });
});
