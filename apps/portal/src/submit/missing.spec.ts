import { fieldId, firstMissing } from './missing.js';
import { type Draft, EMPTY_DRAFT, type Tile, draftReducer } from './tiles.js';

const rules = { titleMax: 30, storyMax: 300, placeMax: 60, consentVersion: '2026-11' } as const;
const tile = (key: string, over: Partial<Tile> = {}): Tile => ({
  key,
  name: `${key}.jpg`,
  file: new Blob(['x']),
  uploadUrl: null,
  sent: 0,
  digest: key,
  originalBytes: 1,
  smallerBytes: null,
  masked: false,
  own: null,
  upload: { kind: 'waiting' },
  handedIn: { kind: 'no' },
  ...over,
});
const full: Draft = {
  tiles: [tile('a'), tile('b')],
  shared: { title: '焊花', story: '', place: '第三船厂', recognisable: 'self' },
  quality: 'original',
  answers: { original: true, noSecrets: true, agreedTo: '2026-11', district: false },
};

describe('what is missing before handing in', () => {
  it('asks for a photo first', () =>
    expect(firstMissing(EMPTY_DRAFT, rules, 5)).toEqual({ label: '还差照片', focus: 'submit-album' }));
  it('is nothing when all is there; a story is not needed', () => expect(firstMissing(full, rules, 5)).toBeNull());
  it('counts against what is left of the quota', () =>
    expect(firstMissing(full, rules, 1)?.label).toBe('本期还能投 1 幅，请去掉 1 幅'));
  it('names title, place and length in the order of the page', () => {
    expect(firstMissing({ ...full, shared: { ...full.shared, title: ' ' } }, rules, 5)?.label).toBe('还差标题');
    expect(firstMissing({ ...full, shared: { ...full.shared, title: '字'.repeat(32) } }, rules, 5)?.label).toBe(
      '标题多了 2 个字',
    );
    expect(firstMissing({ ...full, shared: { ...full.shared, place: '' } }, rules, 5)).toEqual({
      label: '还差地点',
      focus: 'submit-place',
    });
  });
  it('wants the photo masked where somebody has not agreed, and is content once it is', () => {
    const faces: Draft = {
      ...full,
      shared: { ...full.shared, recognisable: 'not-consented' },
      tiles: [tile('a', { masked: true }), tile('b')],
    };
    expect(firstMissing(faces, rules, 5)).toEqual({ label: '还差一步：给第 2 幅打码', focus: fieldId('mask', 'b') });
    expect(
      firstMissing(draftReducer(faces, { type: 'replaced', key: 'b', file: new Blob(['y']), masked: true }), rules, 5),
    ).toBeNull();
  });
  it('asks for each answer by itself, and for the present text where an older one was agreed to', () => {
    const answering = (change: Partial<Draft['answers']>) =>
      firstMissing(draftReducer(full, { type: 'answers', change }), rules, 5);
    expect(answering({ original: false })?.focus).toBe('submit-original');
    expect(answering({ noSecrets: false })?.focus).toBe('submit-no-secrets');
    expect(answering({ agreedTo: null })?.focus).toBe('submit-consent');
    expect(answering({ agreedTo: '2026-01' })?.focus).toBe('submit-consent');
    expect(answering({ district: true })).toBeNull();
  });
  it('looks at a split tile’s own words', () => {
    const split = draftReducer(draftReducer(full, { type: 'split', key: 'b' }), {
      type: 'details',
      key: 'b',
      change: { title: '' },
    });
    expect(firstMissing(split, rules, 5)).toEqual({ label: '还差第 2 幅标题', focus: 'submit-title-b' });
    expect(firstMissing(draftReducer(split, { type: 'joined', key: 'b' }), rules, 5)).toBeNull();
  });
  it('leaves refused and submitted tiles out', () => {
    const done: Draft = {
      ...full,
      tiles: [tile('a', { upload: { kind: 'refused', sentence: '' } }), tile('b', { handedIn: { kind: 'yes' } })],
    };
    expect(firstMissing(done, rules, 5)?.focus).toBe('submit-album');
  });
});
