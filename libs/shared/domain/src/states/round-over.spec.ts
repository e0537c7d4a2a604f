import { roundIsOver } from '../index.js';

describe('a round', () => {
  it('that is never published is over once it is counted', () => {
    expect(roundIsOver({ state: 'tallied', final: true })).toBe(false);
    expect(roundIsOver({ state: 'certified', final: true })).toBe(false);
    expect(roundIsOver({ state: 'published', final: true })).toBe(true);
    expect(roundIsOver({ state: 'corrected', final: true })).toBe(true);
    expect(roundIsOver({ state: 'tallied', final: false })).toBe(true);
    expect(roundIsOver({ state: 'certified', final: false })).toBe(true);
    expect(roundIsOver({ state: 'closed', final: false })).toBe(false);
    expect(roundIsOver({ state: 'cancelled', final: true })).toBe(true);
  });
});
