import { boundaryOf } from '@zuimei/domain';
import { createDataSource, withClient } from '@zuimei/persistence';
import { DeckStore, LedgerStore } from '@zuimei/persistence/judging';
import { ManualClock, SystemIds } from '@zuimei/platform';
import {
  createTestDatabase,
  seedEdition,
  type SeededEdition,
  type SeededRound,
  seedRound,
  type TestDatabase,
} from '@zuimei/testing';
import { randomUUID } from 'node:crypto';
import { POOL_PREFIX, sha256 } from '../judging-keys.js';
import { LedgerWriter } from '../ledger/ledger-writer.js';
import { companyLabel, type RoundFacts } from '../rounds/round-facts.js';
import { DECK_SCREENS, DeckAllocator, LEASE_MS, type LeasedDeck } from './deck-allocator.js';

describe('DeckAllocator', () => {
  let database: TestDatabase;
  let source: ReturnType<typeof createDataSource>;
  let clock: ManualClock;
  let edition: SeededEdition;

  beforeAll(async () => {
    database = await createTestDatabase();
    source = await createDataSource({ url: database.apiUrl, kind: 'api' }).initialize();
    clock = new ManualClock(new Date('2026-11-28T01:00:00Z'));
    edition = await withClient(database.ownerUrl, (client) =>
      seedEdition(client, { entries: 45, authors: 15, companies: ['一分厂', '二分厂', '三分厂'] }),
    );
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  const newAllocator = () => new DeckAllocator(new DeckStore(source), clock, new SystemIds());
  const newWriter = () => new LedgerWriter(new LedgerStore(source), clock, sha256);

  const openRound = async (
    method: SeededRound['method'] = { kind: 'grid', size: 9, picks: 3 },
    excludeOwnCompany = false,
  ): Promise<RoundFacts> => {
    const round = await withClient(database.ownerUrl, (client) => seedRound(client, edition, { method }));
    const photo = { width: 1, height: 1, thumbhash: '', src320: '', src1080: '', src2048: '' };
    return {
      id: round.id,
      sittingId: round.sittingId,
      opened: true,
      method,
      numbers: new Map(round.entries.map(({ id, number }) => [id, number])),
      entries: new Map(round.entries.map(({ id, number }) => [id, { number, photo }])),
      allocation: {
        entries: round.entries.map(({ id, authorId, company }) => ({
          id,
          author: authorId,
          company: companyLabel(company),
        })),
        options: { method, seed: `seed|${round.id}`, excludeOwnCompany },
      },
    };
  };
  const asks = (pseudonym: string, authorId: string | null = null, company: string | null = null) => ({
    pseudonym,
    authorId,
    company: companyLabel(company),
  });
  const answer = async (
    writer: LedgerWriter,
    facts: RoundFacts,
    pseudonym: string,
    deck: LeasedDeck,
    skip = 0,
    picks = 3,
  ) =>
    writer.submit(facts, {
      pseudonym,
      answers: deck.screens.map((screen, i) => ({
        id: randomUUID(),
        screenId: screen.id,
        revision: 1,
        answer:
          i < skip ? { kind: 'skip' as const } : { kind: 'picks' as const, picks: screen.entryIds.slice(0, picks) },
        shownMs: 1_000,
      })),
    });
  const must = async (deck: Promise<LeasedDeck | undefined>): Promise<LeasedDeck> => {
    const value = await deck;
    if (!value) throw new Error('no deck');
    return value;
  };
  const exposuresOf = (roundId: string) =>
    withClient(database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ exposures: number }>(
        'SELECT exposures FROM round_entries WHERE round_id = $1',
        [roundId],
      );
      return rows.map(({ exposures }) => exposures);
    });
  const spread = (counts: number[]) => Math.max(...counts) - Math.min(...counts);

  it('spreads exposures within one, dealt by two processes to 20 jurors at once', async () => {
    const facts = await openRound({ kind: 'grid', size: 3, picks: 1 });
    const [processes, writer] = [[newAllocator(), newAllocator()], newWriter()];
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        const pseudonym = `juror-${i}`;
        const deck = await must((processes[i % 2] as DeckAllocator).lease(facts, asks(pseudonym)));
        expect(deck.screens).toHaveLength(DECK_SCREENS);
        const shown = deck.screens.flatMap(({ entryIds }) => entryIds);
        expect(new Set(shown).size).toBe(shown.length);
        await answer(writer, facts, pseudonym, deck, 0, 1);
      }),
    );
    const exposures = await exposuresOf(facts.id);
    expect(exposures.reduce((a, b) => a + b, 0)).toBe(20 * DECK_SCREENS * 3);
    expect(spread(exposures)).toBeLessThanOrEqual(1);
  });

  it('deals on until every entry was shown once to every juror', async () => {
    const facts = await openRound();
    const [processes, writer] = [[newAllocator(), newAllocator()], newWriter()];
    await Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        const shown: string[] = [];
        for (let last = false; !last;) {
          const deck = await must((processes[i % 2] as DeckAllocator).lease(facts, asks(`juror-${i}`)));
          shown.push(...deck.screens.flatMap(({ entryIds }) => entryIds));
          await answer(writer, facts, `juror-${i}`, deck);
          ({ last } = deck);
        }
        expect(shown).toHaveLength(45);
        expect(new Set(shown).size).toBe(45);
      }),
    );
    expect(new Set(await exposuresOf(facts.id))).toEqual(new Set([6]));
  });

  it('keeps the least exposed near the mean when jurors leave half-way', async () => {
    const facts = await openRound({ kind: 'grid', size: 4, picks: 1 });
    const [allocator, writer] = [newAllocator(), newWriter()];
    for (let i = 0; i < 20; i += 1) {
      const pseudonym = `leaver-${i}`;
      const deck = await must(allocator.lease(facts, asks(pseudonym)));
      const done = i % 5 < 2 ? deck.screens.slice(0, 5) : deck.screens;
      await writer.submit(facts, {
        pseudonym,
        answers: done.map((screen) => ({
          id: randomUUID(),
          screenId: screen.id,
          revision: 1,
          answer: { kind: 'picks' as const, picks: screen.entryIds.slice(0, 1) },
          shownMs: 1_000,
        })),
      });
      clock.advance(LEASE_MS + 1);
    }
    const exposures = await exposuresOf(facts.id);
    const mean = exposures.reduce((a, b) => a + b, 0) / exposures.length;
    expect(Math.min(...exposures)).toBeGreaterThanOrEqual(0.9 * mean);
  });

  it('gives the unanswered screens first, as they were, and refills to a whole deck', async () => {
    const facts = await openRound({ kind: 'grid', size: 3, picks: 1 });
    const [allocator, writer] = [newAllocator(), newWriter()];
    const first = await must(allocator.lease(facts, asks('one')));
    expect(first.screens).toHaveLength(DECK_SCREENS);
    const again = await must(allocator.lease(facts, asks('one')));
    expect(again.screens).toEqual(first.screens);

    const answered = { ...first, screens: first.screens.slice(0, 9) };
    await writer.submit(facts, {
      pseudonym: 'one',
      answers: answered.screens.map((screen) => ({
        id: randomUUID(),
        screenId: screen.id,
        revision: 1,
        answer: { kind: 'skip' as const },
        shownMs: 1_000,
      })),
    });
    // Another process, which has seen nothing of this, deals the same way on.
    const next = await must(newAllocator().lease(facts, asks('one')));
    expect(next.screens.slice(0, 3)).toEqual(first.screens.slice(9));
    // 45 entries make 15 screens of 3.
    expect(next.screens).toHaveLength(6);
    expect(next.last).toBe(true);
  });

  it('returns skipped and expired screens to the pool, and an expired one to its juror as it was', async () => {
    const facts = await openRound({ kind: 'grid', size: 9, picks: 3 });
    const [allocator, writer] = [newAllocator(), newWriter()];
    const gone = await must(allocator.lease(facts, asks('gone')));
    clock.advance(LEASE_MS + 1);
    const next = await must(allocator.lease(facts, asks('next')));
    // All 45 entries wait equally again, so the second juror gets them all and no exposure is missing.
    await answer(writer, facts, 'next', next, 2);
    expect((await exposuresOf(facts.id)).reduce((a, b) => a + b, 0)).toBe(27);
    const back = await must(allocator.lease(facts, asks('gone')));
    expect(back.screens).toEqual(gone.screens);
    // An answer to a lease that ran out still counts once.
    clock.advance(LEASE_MS + 1);
    await answer(writer, facts, 'gone', back);
    expect((await exposuresOf(facts.id)).reduce((a, b) => a + b, 0)).toBe(72);
  });

  it('never shows a juror their own entries, nor their company’s where the rules say so', async () => {
    const [author] = edition.authors;
    const facts = await openRound({ kind: 'grid', size: 4, picks: 1 }, true);
    const own = new Set(edition.entries.filter(({ authorId }) => authorId === author?.id).map(({ id }) => id));
    const colleagues = new Set(
      edition.entries.filter(({ company }) => company === author?.company).map(({ id }) => id),
    );
    const [allocator, writer] = [newAllocator(), newWriter()];
    const shown = new Set<string>();
    for (let last = false; !last;) {
      const deck = await must(allocator.lease(facts, asks('author', author?.id, ` ${author?.company} `)));
      for (const { entryIds } of deck.screens) for (const id of entryIds) shown.add(id);
      await writer.submit(facts, {
        pseudonym: 'author',
        answers: deck.screens.map((screen) => ({
          id: randomUUID(),
          screenId: screen.id,
          revision: 1,
          answer: { kind: 'picks' as const, picks: screen.entryIds.slice(0, 1) },
          shownMs: 1_000,
        })),
      });
      ({ last } = deck);
    }
    expect(own.size).toBe(3);
    expect([...shown].filter((id) => own.has(id) || colleagues.has(id))).toEqual([]);
    expect(shown.size).toBe(45 - colleagues.size);
  });

  it('shows all entries on one screen for approval, and no entry that has left', async () => {
    const facts = await openRound({ kind: 'approve', max: 5 });
    const allocator = newAllocator();
    const before = await must(allocator.lease(facts, asks('early')));
    expect(before).toMatchObject({ last: true });
    expect(before.screens.map(({ entryIds }) => entryIds.length)).toEqual([45]);
    const left = edition.entries[7]?.id ?? '';
    await withClient(database.ownerUrl, (client) =>
      client.query(`UPDATE entries SET state = 'withdrawn' WHERE id = $1`, [left]),
    );
    try {
      const [again, other] = [
        await must(allocator.lease(facts, asks('early'))),
        await must(newAllocator().lease(facts, asks('late'))),
      ];
      for (const { screens } of [again, other]) {
        expect(screens).toHaveLength(1);
        expect(screens[0]?.entryIds).toHaveLength(44);
        expect(screens[0]?.entryIds).not.toContain(left);
      }
      expect(again.screens[0]?.id).toBe(before.screens[0]?.id);
    } finally {
      await withClient(database.ownerUrl, (client) =>
        client.query(`UPDATE entries SET state = 'active' WHERE id = $1`, [left]),
      );
    }
  });

  describe('while the round is ready', () => {
    const move = (facts: RoundFacts, state: string) =>
      withClient(database.ownerUrl, (client) =>
        client.query('UPDATE rounds SET state = $2 WHERE id = $1', [facts.id, state]),
      );
    const ready = async () => {
      const facts = await openRound({ kind: 'grid', size: 3, picks: 1 });
      await move(facts, 'ready');
      return { ...facts, opened: false };
    };
    const until = new Date('2026-11-30T00:00:00Z');
    const pool = (tablet: string, decks: number) => ({
      pseudonymOf: (k: number) => `${POOL_PREFIX}${tablet}-${k}`,
      decks,
      screens: 5,
      until,
    });

    it('deals pools and nothing else; opened, the round goes on from them in every process', async () => {
      const facts = await ready();
      const allocator = newAllocator();
      const dealt = await allocator.drawPool(facts, pool('a', 3));
      expect(dealt?.map(({ screens }) => screens.length)).toEqual([5, 5, 5]);
      expect(await allocator.lease(facts, asks('early'))).toBeUndefined();

      await move(facts, 'open');
      // Facts are read anew at the opening: another object, and the same round.
      const opened = { ...facts, opened: true, allocation: { ...facts.allocation } };
      expect(await allocator.drawPool(opened, pool('a', 3))).toEqual(dealt);
      expect(await newAllocator().drawPool(opened, pool('a', 3))).toEqual(dealt);
      // Three decks show each of 45 entries once, so the first juror's twelve screens show none of them twice.
      const deck = await must(allocator.lease(opened, asks('first')));
      const shown = [...(dealt ?? []), deck].flatMap(({ screens }) => screens.flatMap(({ entryIds }) => entryIds));
      const times = [...facts.numbers.keys()].map((id) => shown.filter((one) => one === id).length);
      expect(spread(times)).toBe(1);
    });

    it('takes back the screens of an entry that leaves before the opening, and nothing else', async () => {
      const facts = await ready();
      const allocator = newAllocator();
      const dealt = (await allocator.drawPool(facts, pool('a', 2))) ?? [];
      const left = dealt[0]?.screens[1]?.entryIds[0] ?? '';
      const state = (to: string) =>
        withClient(database.ownerUrl, (client) =>
          client.query('UPDATE entries SET state = $2 WHERE id = $1', [left, to]),
        );
      await state('disqualified');
      try {
        const without = dealt.map((deck) => ({
          ...deck,
          screens: deck.screens.filter(({ entryIds }) => !entryIds.includes(left)),
        }));
        expect(await allocator.drawPool(facts, pool('a', 2))).toEqual(without);
        await move(facts, 'open');
        expect(await newAllocator().drawPool(facts, pool('a', 2))).toEqual(without);
      } finally {
        await state('active');
      }
    });

    it('ends with the round that is given up; a released pool goes to others', async () => {
      const facts = await ready();
      const allocator = newAllocator();
      const dealt = await allocator.drawPool(facts, pool('a', 2));
      expect(await allocator.releasePool(facts, pool('a', 2).pseudonymOf)).toBe(true);
      const others = await allocator.drawPool(facts, pool('b', 2));
      const shown = others?.flatMap(({ screens }) => screens.flatMap(({ entryIds }) => entryIds)) ?? [];
      // Nothing is out any more but this: the other tablet is dealt all entries evenly again.
      expect(new Set(shown).size).toBe(shown.length);
      expect(others?.[0]?.screens[0]?.id).not.toBe(dealt?.[0]?.screens[0]?.id);
      await move(facts, 'cancelled');
      expect(await allocator.drawPool(facts, pool('b', 2))).toBeUndefined();
      expect(await newAllocator().drawPool(facts, pool('b', 2))).toBeUndefined();
    });
  });

  it('hands nothing out while the round is not open', async () => {
    const facts = await openRound();
    const allocator = newAllocator();
    for (const state of ['paused', 'collecting', 'closed']) {
      await withClient(database.ownerUrl, (client) =>
        client.query('UPDATE rounds SET state = $2 WHERE id = $1', [facts.id, state]),
      );
      expect(await allocator.lease(facts, asks('one'))).toBeUndefined();
    }
  });

  it('begins again from the rows when a deal could not be stored', async () => {
    const facts = await openRound({ kind: 'grid', size: 3, picks: 1 });
    const allocator = newAllocator();
    const first = await must(allocator.lease(facts, asks('one')));
    await withClient(database.ownerUrl, async (client) => {
      await client.query('REVOKE INSERT ON screens FROM zuimei_api');
      await expect(allocator.lease(facts, asks('two'))).rejects.toThrow();
      await client.query('GRANT INSERT ON screens TO zuimei_api');
    });
    const two = await must(allocator.lease(facts, asks('two')));
    expect(two.screens).toHaveLength(DECK_SCREENS);
    expect((await must(allocator.lease(facts, asks('one')))).screens).toEqual(first.screens);
  });

  it('shows the entries near the cut once all have their target, whichever process deals', async () => {
    const facts = await openRound();
    facts.allocation.options = { ...facts.allocation.options, focus: { after: 4, places: 20 } };
    const [allocator, writer] = [newAllocator(), newWriter()];
    const picked = new Map<string, number>();
    for (let i = 0; i < 4; i += 1) {
      const deck = await must(allocator.lease(facts, asks(`even-${i}`)));
      // The fourth juror's leases fill the target, so the same deck goes on near the cut; that part is not answered.
      expect(deck.screens.length).toBeGreaterThanOrEqual(5);
      // Everybody likes low numbers, so numbers 1 to 3 are picked every time and are sure to be in.
      const screens = deck.screens.slice(0, 5).map((screen) => ({
        ...screen,
        entryIds: screen.entryIds.toSorted((a, b) => (facts.numbers.get(a) ?? 0) - (facts.numbers.get(b) ?? 0)),
      }));
      await answer(writer, facts, `even-${i}`, { ...deck, screens });
      for (const { entryIds } of screens)
        for (const id of entryIds.slice(0, 3)) picked.set(id, (picked.get(id) ?? 0) + 1);
    }
    const ids = [...facts.numbers.keys()];
    const near = boundaryOf(
      ids.map((id) => picked.get(id) ?? 0),
      ids.map(() => 4),
      20,
    );
    const boundary = new Set(ids.filter((_, i) => near[i] === 1));
    expect(boundary.size).toBeGreaterThanOrEqual(9);
    expect(boundary.size).toBeLessThan(45);
    const [screen] = (await must(newAllocator().lease(facts, asks('late')))).screens;
    expect(screen?.entryIds.filter((id) => !boundary.has(id))).toEqual([]);
    // A juror who has seen all goes on, and not for ever.
    const again = await must(allocator.lease(facts, asks('even-0')));
    for (const { entryIds } of again.screens) for (const id of entryIds) expect(boundary).toContain(id);
  });
});
