import { randomBytes, randomUUID } from 'node:crypto';
import { endpoints } from '@zuimei/contracts';
import { type DemoEdition, type DemoVotes, demoVotes } from '@zuimei/demo';
import { answersMessage, completeMessage } from '@zuimei/domain';
import { SoftDevice } from '@zuimei/judging';
import { ApiSession, Refused } from './api-session.js';
import { inParallel } from './collect-edition.js';

/** The staff of the demo, signed in. */
export interface Desk {
  organizer: ApiSession;
  /** Certifies what the first has counted. */
  second: ApiSession;
  moderator: ApiSession;
  host: ApiSession;
}

interface VoteInput {
  origin: string;
  desk: Desk;
  edition: DemoEdition;
  codesOf: (sittingId: string) => Promise<{ alias: string; code: string }[]>;
  /** True goes on to the publication; false leaves the round open with a third of the jurors under way. */
  finish: boolean;
}

const TARGET = 24;
const JURORS_AT_ONCE = 4;
const MOST_DECKS = 20;

/** Holds the edition's sitting: passes, one round, jurors who vote, and where asked the count and the publication. */
export async function voteEdition({ origin, desk, edition, codesOf, finish }: VoteInput): Promise<void> {
  if (!edition.sitting) return;
  const { venue, date, grid, jurors, seed } = edition.sitting;
  const sitting = await desk.organizer.call(endpoints.createSitting, {
    body: { editionKey: edition.key, name: `${Number(edition.key.slice(5))}月期评审会`, venue, heldOn: date },
  });
  await desk.organizer.call(endpoints.issuePasses, {
    params: { id: sitting.id },
    body: { count: jurors.length, holders: jurors.map(({ displayName, company }) => ({ name: displayName, company })) },
  });
  const round = await desk.organizer.call(endpoints.createRound, {
    params: { id: sitting.id },
    body: {
      name: '初评',
      method: { kind: 'grid', size: grid.size, picks: grid.picks },
      entryIds: null,
      // The open one should still be open when somebody looks at it.
      plannedMinutes: finish ? 25 : 480,
      targetExposure: TARGET,
    },
  });
  const params = { id: round.id };
  await desk.organizer.call(endpoints.prepareRound, { params });
  await desk.host.call(endpoints.openRound, { params });

  const codes = await codesOf(sitting.id);
  const voting = finish ? codes : codes.slice(0, Math.floor(codes.length / 3));
  const votes = demoVotes({ seed, entries: round.entryCount });
  await inParallel(voting, JURORS_AT_ONCE, (pass, index) =>
    voteJuror({ origin, code: pass.code, juror: index, votes, finish }),
  );
  if (!finish) return;

  await desk.host.call(endpoints.collectRound, { params });
  await desk.host.call(endpoints.closeRound, { params, body: {} });
  await desk.organizer.call(endpoints.tallyRound, { params });
  await desk.second.call(endpoints.certifyRound, { params });
  await desk.organizer.call(endpoints.publishRound, { params });
}

interface JurorInput {
  origin: string;
  code: string;
  juror: number;
  votes: DemoVotes;
  finish: boolean;
}

async function voteJuror({ origin, code, juror, votes, finish }: JurorInput): Promise<void> {
  const session = new ApiSession(origin);
  const device = new SoftDevice();
  const seat = await session.call(endpoints.checkIn, {
    body: {
      pass: { code },
      device: {
        id: randomUUID(),
        name: `T-${String(juror + 1).padStart(2, '0')}`,
        publicKey: device.publicKey,
      },
    },
  });
  const { id: roundId, method } = seat.round;
  const picks = method.kind === 'grid' ? method.picks : 1;
  for (let decks = 0; decks < (finish ? MOST_DECKS : 1); decks++) {
    const deck = await session.call(endpoints.leaseDeck, { body: {} }).catch((error: unknown) => {
      if (error instanceof Refused && error.problem.code === 'NO_SCREENS_LEFT') return null;
      throw error;
    });
    if (!deck || deck.screens.length === 0) break;
    const screens = finish ? deck.screens : deck.screens.slice(0, Math.ceil(deck.screens.length / 2));
    const answers = screens.map((screen) => ({
      id: randomUUID(),
      screenId: screen.id,
      revision: 1,
      answer: {
        kind: 'picks' as const,
        picks: [...screen.entries]
          .sort((a, b) => votes.seen(juror, b.number) - votes.seen(juror, a.number))
          .slice(0, picks)
          .map(({ entryId }) => entryId),
      },
      shownMs: Math.round(votes.seconds(juror, screen.ordinal) * 1000),
    }));
    await session.call(endpoints.submitAnswers, {
      body: { roundId, answers, signature: device.sign(answersMessage(seat.seatId, roundId, answers)) },
    });
    if (deck.last) break;
  }
  if (finish) {
    const receiptNonce = randomBytes(16).toString('hex');
    const signature = device.sign(completeMessage(seat.seatId, roundId, receiptNonce));
    await session.call(endpoints.completeBallot, { body: { roundId, receiptNonce, signature } });
  }
}
