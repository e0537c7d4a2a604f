import { syncChips } from './sync.js';

const facts = { pending: 0, parked: 0, answered: 0, reached: true };
const said = (extra: Partial<Parameters<typeof syncChips>[0]>) =>
  syncChips({ ...facts, ...extra }).map(({ state, count }) => (count === undefined ? state : `${state} ${count}`));

describe('the chips', () => {
  it('say nothing before there is anything to say', () => {
    expect(said({})).toEqual([]);
    expect(said({ reached: null })).toEqual([]);
  });
  it('say that answers are safe here while they wait', () => {
    expect(said({ pending: 3, answered: 12 })).toEqual(['saved', 'pending 3']);
  });
  it('say 已同步 only when nothing waits', () => {
    expect(said({ answered: 12 })).toEqual(['synced 12']);
  });
  it('say that the network is gone, and what waits', () => {
    expect(said({ reached: false, pending: 3, answered: 12 })).toEqual(['offline', 'pending 3']);
    expect(said({ reached: false, answered: 12 })).toEqual(['offline', 'synced']);
  });
  it('never hide what was not counted', () => {
    expect(said({ parked: 2, answered: 12 })).toEqual(['synced 12', 'late 2']);
  });
});
