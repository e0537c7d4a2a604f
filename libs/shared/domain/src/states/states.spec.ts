import {
  answerIntake,
  canMove,
  entryMachine,
  ENTRY_STATES,
  isStaffRole,
  issuesScreens,
  POOL_STATES,
  machine,
  machineFaults,
  move,
  PASS_STATES,
  passMachine,
  photoCheckMachine,
  photoFaultMachine,
  roundMachine,
  ROUND_STATES,
  SUBMISSION_STATES,
  submissionMachine,
  verbsFrom,
  type Machine,
} from '../index.js';

const all: Machine<string, string>[] = [
  submissionMachine,
  entryMachine,
  roundMachine,
  passMachine,
  photoCheckMachine,
  photoFaultMachine,
];

describe.each(all.map((m) => [m.name, m] as const))('the %s machine', (_name, m) => {
  it('has every state reachable, every end an end and no undeclared dead end', () => {
    expect(machineFaults(m)).toEqual([]);
  });

  it('moves by exactly the verbs of its table and refuses every other pair with its facts', () => {
    for (const state of m.states) {
      for (const verb of Object.keys(m.moves)) {
        const row = m.moves[verb];
        const result = move(m, state, verb);
        if (row?.from.includes(state)) expect(result).toEqual({ ok: true, value: row.to });
        else
          expect(result).toEqual({
            ok: false,
            error: { code: 'MOVE_NOT_ALLOWED', facts: { machine: m.name, state, verb, allowed: verbsFrom(m, state) } },
          });
        expect(canMove(m, state, verb)).toBe(result.ok);
      }
    }
  });
});

const walk = <S extends string, V extends string>(m: Machine<S, V>, verbs: readonly V[]): S =>
  verbs.reduce<S>((state, verb) => {
    const next = move(m, state, verb);
    if (!next.ok) throw new Error(`${state} ${verb}`);
    return next.value;
  }, m.initial);

describe('paths through the tables', () => {
  it('takes a round from draft to a correction of a correction', () => {
    expect(
      walk(roundMachine, [
        'prepare',
        'open',
        'pause',
        'resume',
        'collect',
        'close',
        'tally',
        'certify',
        'publish',
        'correct',
        'correct',
      ]),
    ).toBe('corrected');
  });

  it('goes back to closed when certification is refused, and is counted again', () => {
    expect(walk(roundMachine, ['prepare', 'open', 'collect', 'close', 'tally', 'refuse-certification', 'tally'])).toBe(
      'tallied',
    );
  });

  it('cancels before opening and never after', () => {
    expect(walk(roundMachine, ['prepare', 'cancel'])).toBe('cancelled');
    expect(canMove(roundMachine, 'open', 'cancel')).toBe(false);
  });

  it('never closes without collecting first', () => {
    expect(ROUND_STATES.filter((state) => canMove(roundMachine, state, 'close'))).toEqual(['collecting']);
  });

  it('lets an author mend a submission and a moderator undo', () => {
    expect(walk(submissionMachine, ['process', 'request-fix', 'amend', 'process', 'reject', 'undo', 'approve'])).toBe(
      'approved',
    );
  });

  it('withdraws a submission from every state but the ends', () => {
    expect(SUBMISSION_STATES.filter((state) => !canMove(submissionMachine, state, 'withdraw'))).toEqual([
      'unreadable',
      'withdrawn',
    ]);
  });

  it('leaves an entry or a pass at its end', () => {
    expect(ENTRY_STATES.map((state) => verbsFrom(entryMachine, state).length)).toEqual([3, 0, 0, 0]);
    expect(PASS_STATES.map((state) => verbsFrom(passMachine, state))).toEqual([
      ['activate', 'revoke'],
      ['return', 'revoke'],
      [],
      [],
    ]);
  });

  it('issues screens only while open, counts until closed, stores what is late and refuses what is early', () => {
    expect(ROUND_STATES.filter(issuesScreens)).toEqual(['open']);
    // A pool that is dealt early must hold good: no way leads from there back to where entries and rules change.
    for (const state of POOL_STATES) {
      expect(verbsFrom(roundMachine, state)).not.toContain('prepare');
      for (const verb of verbsFrom(roundMachine, state)) expect(roundMachine.moves[verb].to).not.toBe('draft');
    }
    expect(ROUND_STATES.map(answerIntake)).toEqual([
      'refused',
      'refused',
      'counted',
      'counted',
      'counted',
      'late',
      'late',
      'late',
      'late',
      'late',
      'refused',
    ]);
  });
});

describe('a bad table', () => {
  const table = {
    name: 'bad',
    states: ['a', 'b', 'c', 'd'],
    initial: 'a',
    moves: { go: { from: ['a'], to: 'b' }, back: { from: ['b'], to: 'a' }, out: { from: ['c'], to: 'x' } },
    ends: ['b'],
  } as const;

  it('is told every fault', () => {
    expect(machineFaults<string, string>(table)).toEqual([
      { fault: 'UNKNOWN_STATE', state: 'x' },
      { fault: 'END_IS_LEFT', state: 'b', verb: 'back' },
      { fault: 'UNREACHABLE', state: 'c' },
      { fault: 'UNREACHABLE', state: 'd' },
      { fault: 'DEAD_END_NOT_DECLARED', state: 'd' },
    ]);
  });

  it('cannot be loaded', () => {
    expect(() => machine<string, string>(table)).toThrow('state table bad');
  });

  it('has no move for a verb that only its prototype knows', () => {
    expect(move<string, string>(passMachine, 'issued', 'toString').ok).toBe(false);
  });
});

describe('roles', () => {
  it('knows staff from everybody else', () => {
    expect(['organizer', 'moderator', 'host', 'observer'].every(isStaffRole)).toBe(true);
    expect(['juror', 'author', 'anyone', ''].some(isStaffRole)).toBe(false);
  });
});
