import { RECOGNISABLE, REFUSAL_REASONS } from '@zuimei/contracts';
import { editionMonth, phase, validateSchedule } from '@zuimei/domain';
import { picture } from '../picture.js';
import { demoContest } from './demo-contest.js';
import { AUTHORS, JURORS, STAFF } from './people.js';

const NOON = new Date('2026-11-22T04:00:00Z');
const MOMENTS = [
  ['in the middle of a month', '2026-11-22T04:00:00Z'],
  ['one second into a month', '2026-10-31T16:00:01Z'],
  ['in the last second of a month', '2026-11-30T15:59:59Z'],
  ['on New Year’s morning, Shanghai time', '2026-12-31T17:00:00Z'],
  ['at the end of a February', '2028-02-29T15:00:00Z'],
] as const;

describe.each(MOMENTS)('%s', (_when, iso) => {
  const now = new Date(iso);
  const { editions } = demoContest({ now });

  test('the editions stand where the demo says they do', () => {
    expect(editions.map((e) => phase(e.schedule, now.getTime()))).toEqual(['published', 'judging', 'collecting']);
    for (const e of editions) expect(validateSchedule(e.schedule).ok).toBe(true);
  });

  test('they are three months in a row, the last of them this one', () => {
    const [a, b, c] = editions;
    expect(editionMonth(a.key).endsAt).toBe(editionMonth(b.key).startsAt);
    expect(editionMonth(b.key).endsAt).toBe(editionMonth(c.key).startsAt);
    expect(editionMonth(c.key).startsAt).toBeLessThanOrEqual(now.getTime());
    expect(editionMonth(c.key).endsAt).toBeGreaterThan(now.getTime());
  });

  test('nothing was handed in outside its window or in the future', () => {
    for (const { schedule, works } of editions)
      for (const { receivedAt } of works) {
        expect(receivedAt).toBeGreaterThanOrEqual(schedule.opensAt);
        expect(receivedAt).toBeLessThan(schedule.closesAt);
        expect(receivedAt).toBeLessThanOrEqual(now.getTime());
      }
  });
});

const contest = demoContest({ now: NOON });
const works = contest.editions.flatMap((e) => e.works.map((w) => ({ ...w, stage: e.stage })));

test('twelve published, twenty-four before the jury, ten coming in', () => {
  expect(contest.editions.map((e) => [e.key, e.works.length])).toEqual([
    ['2026-09', 12],
    ['2026-10', 24],
    ['2026-11', 10],
  ]);
});

test.each(works.map((w) => [w.title, w] as const))('《%s》 could have been handed in', (_title, w) => {
  expect([...w.title].length).toBeGreaterThanOrEqual(2);
  expect([...w.title].length).toBeLessThanOrEqual(30);
  expect([...w.story].length).toBeGreaterThanOrEqual(60);
  expect([...w.story].length).toBeLessThanOrEqual(200);
  expect(w.place).not.toBe('');
  expect(RECOGNISABLE).toContain(w.recognisable);
  expect(AUTHORS.map((a) => a.handle)).toContain(w.author);
});

test('no two works have the same title, story or picture', () => {
  for (const of of [
    works.map((w) => w.title),
    works.map((w) => w.story),
    works.map((w) => `${w.shot.scene} ${w.shot.palette}`),
    works.map((w) => JSON.stringify(w.shot)),
  ])
    expect(of.filter((x, i) => of.indexOf(x) !== i)).toEqual([]);
});

test('all ten scenes are before the jury, in landscape and in portrait', () => {
  const judged = works.filter((w) => w.stage === 'judging').map((w) => w.shot);
  expect(new Set(judged.map((s) => s.scene)).size).toBe(10);
  expect(new Set(judged.map((s) => s.shape)).size).toBeGreaterThanOrEqual(3);
});

test('what is judged was approved; what comes in is in every state an author can meet', () => {
  const kinds = (stage: string) => new Set(works.filter((w) => w.stage === stage).map((w) => w.decision.kind));
  expect(kinds('published')).toEqual(new Set(['approved']));
  expect(kinds('judging')).toEqual(new Set(['approved']));
  expect(kinds('collecting')).toEqual(new Set(['approved', 'waiting', 'fix-requested', 'rejected']));
  for (const { decision } of works) if ('reason' in decision) expect(REFUSAL_REASONS).toContain(decision.reason);
});

test('nobody handed in more than the usual five', () => {
  for (const e of contest.editions)
    for (const a of AUTHORS) expect(e.works.filter((w) => w.author === a.handle).length).toBeLessThanOrEqual(5);
});

test('every role has somebody, two organizers so that a second person can certify', () => {
  expect(STAFF.map((s) => s.role).sort()).toEqual(['host', 'moderator', 'observer', 'organizer', 'organizer']);
  expect(new Set(STAFF.map((s) => s.login)).size).toBe(STAFF.length);
  expect(new Set(JURORS.map((j) => j.displayName)).size).toBe(24);
});

test('a picture is drawn small and finished at the size of a phone’s photo, in the same shape', () => {
  const { svg, raster, photo } = picture({
    scene: 'cook',
    palette: 'day',
    seed: 1,
    shape: '3:4',
    zoom: 1,
    mirror: false,
  });
  expect(photo).toEqual({ width: 2448, height: 3264 });
  expect(raster).toEqual({ width: 900, height: 1200 });
  expect(svg).toContain('width="900" height="1200"');
});

test('covers are finished works, so that the hall never shows an entry of the round it votes on', () => {
  const finished = contest.editions[0].works;
  for (const { cover } of contest.editions) expect(finished[cover]?.decision.kind).toBe('approved');
  expect(new Set(contest.editions.map((e) => e.cover)).size).toBe(3);
});
