import { type ProgressView } from '@zuimei/contracts';
import { closingMeans, minutesToTarget, namesInWords } from './closing.js';

const tablet = (name: string, pending: number, status: ProgressView['tablets'][number]['status'] = 'voting') => ({
  name,
  alias: null,
  status,
  pending,
  lastSeenAt: '',
});
const progress = (over: Partial<ProgressView>) =>
  ({
    targetExposure: 10,
    exposures: [],
    tablets: [],
    jurors: { seated: 0, unfinished: [], moved: [] },
    answers: 0,
    medianSecondsPerScreen: null,
    ...over,
  }) as ProgressView;

describe('what closing means', () => {
  it('counts entries below the target and answers still on tablets', () => {
    const means = closingMeans(
      progress({ exposures: [8, 9, 10, 12], tablets: [tablet('T-1', 3), tablet('T-2', 0), tablet('T-3', 4)] }),
    );
    expect([means.coverage, means.unfinished]).toEqual([80, null]);
    expect([means.below, means.answers, means.tablets.map(({ name }) => name)]).toEqual([2, 7, ['T-1', 'T-3']]);
  });

  it('names who has not finished, of many the first', () => {
    const jurors = { seated: 2, unfinished: ['A003', 'A009'], moved: [] };
    expect(closingMeans(progress({ jurors })).unfinished).toBe('A003、A009');
    expect(namesInWords(['1', '2', '3', '4', '5', '6', '7'])).toBe('1、2、3、4、5、6 等 7 人');
  });

  it('says how long to the target: 90 missing exposures, 9 a screen, 2 tablets, 30 s a screen are 2.5 minutes', () => {
    const ninety = progress({
      exposures: Array.from({ length: 18 }, () => 5),
      answers: 10,
      tablets: [tablet('T-1', 0), tablet('T-2', 1, 'unsynced')],
      medianSecondsPerScreen: 30,
    });
    expect(minutesToTarget(ninety)).toBe(3);
    expect(minutesToTarget(progress({ exposures: [1], answers: 1, medianSecondsPerScreen: 30 }))).toBeNull();
    expect(minutesToTarget(progress({ tablets: [tablet('T-1', 0)] }))).toBeNull();
  });
});
