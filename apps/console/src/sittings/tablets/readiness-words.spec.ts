import { type TabletView } from '@zuimei/contracts';
import { countdown, readinessInWords } from './readiness-words.js';

const tablet = (readiness: TabletView['readiness'], revokedAt: string | null = null): TabletView => ({
  id: 't',
  name: 'T-01',
  enrolledAt: '2026-11-28T01:00:00Z',
  enrolledBy: '李主持',
  lastSeenAt: '2026-11-28T01:00:00Z',
  pending: 0,
  readiness,
  revokedAt,
});

describe('how ready a tablet is', () => {
  it.each([
    [tablet(null), '还没有准备', false],
    [tablet({ photos: 12, photosOf: 30, screens: 40, problem: null }), '照片 12/30', false],
    [tablet({ photos: 30, photosOf: 30, screens: 0, problem: null }), '没有可用的题组', false],
    [tablet({ photos: 30, photosOf: 30, screens: 40, problem: null }), '可离线投票 30/30 ✓', true],
    [tablet({ photos: 0, photosOf: 30, screens: 0, problem: 'STORAGE_FULL' }), '存储空间不够', false],
    [tablet({ photos: 0, photosOf: 0, screens: 0, problem: 'ODD' }), '不能离线投票（ODD）', false],
    [tablet({ photos: 30, photosOf: 30, screens: 40, problem: null }, '2026-11-28T02:00:00Z'), '已撤销', false],
  ])('%#', (view, words, ok) => expect(readinessInWords(view)).toEqual({ words, ok }));

  it('counts down in minutes and seconds', () => {
    expect([countdown(1_800_000, 0), countdown(65_500, 0), countdown(5, 10)]).toEqual(['30:00', '1:06', '0:00']);
  });
});
