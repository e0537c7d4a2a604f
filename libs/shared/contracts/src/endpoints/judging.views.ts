import { EFFORT_FLAGS, PASS_STATES, ROUND_STATES } from '@zuimei/domain';
import { z } from 'zod';
import { editionKey, figureScale, id, instant, photo } from '../shapes.js';

/** How a screen is voted on: the six methods of `Method` in the domain. */
export const roundMethod = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve'), max: z.int().min(1).max(60) }).strict(),
  z.object({ kind: z.literal('grid'), size: z.int().min(2).max(12), picks: z.int().min(1).max(11) }).strict(),
  z.object({ kind: z.literal('pair') }).strict(),
  z.object({ kind: z.literal('yes-no') }).strict(),
  z.object({ kind: z.literal('score') }).strict(),
  z.object({ kind: z.literal('rank'), max: z.int().min(1).max(10) }).strict(),
]);
export type RoundMethodView = z.infer<typeof roundMethod>;

/** The steps that settle a tie, in order; declared before the round opens. */
export const LADDER_STEPS = ['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared', 'seeded-hash'] as const;
export const tieLadder = z.array(z.enum(LADDER_STEPS)).min(2).max(5);

export const capsView = z
  .object({ perAuthor: z.int().positive().nullable(), perCompany: z.int().positive().nullable() })
  .strict();

export const roundView = z.object({
  id,
  sittingId: id,
  editionKey,
  /** It settles a tie of that round. */
  parentId: id.nullable(),
  /** It takes those who go on from that round. */
  afterId: id.nullable(),
  name: z.string(),
  state: z.enum(ROUND_STATES),
  method: roundMethod,
  entryCount: z.int(),
  /** Entries of the edition that no round takes, as near-duplicates of past winners. */
  blockedEntries: z.int(),
  winners: z.int(),
  plannedMinutes: z.int(),
  targetExposure: z.int(),
  /** SHA-256 of the seed, shown from the start; the seed itself only after closing. */
  seedCommitment: z.string(),
  seed: z.string().nullable(),
  tieLadder,
  caps: capsView,
  excludeOwnCompany: z.boolean(),
  /** It finds the winners; any other only says who goes on. */
  final: z.boolean(),
  focus: z.boolean(),
  openedAt: instant.nullable(),
  endsAt: instant.nullable(),
  closedAt: instant.nullable(),
  talliedBy: z.string().nullable(),
  certifiedBy: z.string().nullable(),
  /** When it becomes public by itself; null where no time is set. */
  publishAt: instant.nullable(),
  publishedAt: instant.nullable(),
});
export type RoundView = z.infer<typeof roundView>;

export const sittingView = z.object({
  id,
  editionKey,
  name: z.string(),
  venue: z.string(),
  heldOn: z.iso.date(),
  passes: z.object({ issued: z.int(), active: z.int(), returned: z.int(), revoked: z.int() }),
  rounds: z.array(roundView),
});
export type SittingView = z.infer<typeof sittingView>;

export const passView = z.object({
  id,
  alias: z.string(),
  state: z.enum(PASS_STATES),
  holderName: z.string().nullable(),
  holderCompany: z.string().nullable(),
  issuedAt: instant,
  activatedAt: instant.nullable(),
});
export type PassView = z.infer<typeof passView>;

/** An entry as a juror sees it: number and photo, nothing else. */
export const screenEntry = z.object({ entryId: id, number: z.int(), photo });
export const screenView = z.object({ id, ordinal: z.int(), entries: z.array(screenEntry) });
export type ScreenView = z.infer<typeof screenView>;

export const deckView = z.object({
  id,
  roundId: id,
  leasedUntil: instant,
  screens: z.array(screenView),
  /** Nothing more will come for this juror after these screens. */
  last: z.boolean(),
});
export type DeckView = z.infer<typeof deckView>;

export const seatRound = z.object({
  id,
  name: z.string(),
  state: z.enum(ROUND_STATES),
  method: roundMethod,
  /** About how many screens one juror will see, by the plan. */
  expectedScreens: z.int(),
  endsAt: instant.nullable(),
});

export const seatView = z.object({
  seatId: id,
  alias: z.string(),
  sitting: z.object({ id, name: z.string(), venue: z.string() }),
  round: seatRound,
  /** Screens of this juror that the server already holds an answer to. */
  answeredScreens: z.int(),
});
export type SeatView = z.infer<typeof seatView>;

export const heartbeatReply = z.object({
  round: seatRound,
  /** Entries of the round that have left the contest: their screens are taken back. */
  gone: z.array(id),
  serverTime: instant,
});
export type HeartbeatView = z.infer<typeof heartbeatReply>;

/** What a juror did with one screen; members in canonical order, as of the answer around it. */
export const answerBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picks'), picks: z.array(id).max(60) }).strict(),
  z.object({ kind: z.literal('verdict'), verdict: z.enum(['in', 'out']) }).strict(),
  z.object({ grade: z.int().min(1).max(5), kind: z.literal('grade') }).strict(),
  z.object({ kind: z.literal('order'), order: z.array(id).max(10) }).strict(),
  z.object({ kind: z.literal('skip') }).strict(),
]);

/** Its members stand in their canonical order, in which the tablet signs them. */
export const answerInput = z
  .object({
    answer: answerBody,
    /** Drawn by the tablet; the server keeps the first body it sees under it. */
    id,
    revision: z.int().min(1).max(1000),
    screenId: id,
    /** The tablet's clock, for the seconds a screen took; never decides anything. */
    shownMs: z.int().min(0).max(86_400_000),
  })
  .strict();
export type AnswerInput = z.infer<typeof answerInput>;

export const answerResult = z.object({
  id,
  /**
   * `late`: stored after closing, never counted. `held`: stored for the host to see, never counted; `code` says why.
   * `refused` carries the code of the rule.
   */
  status: z.enum(['accepted', 'duplicate', 'late', 'held', 'refused']),
  seq: z.int().nullable(),
  code: z.string().nullable(),
});
export type AnswerResult = z.infer<typeof answerResult>;

const chainHead = z.object({ length: z.int(), head: z.string() });

export const turnoutView = z.object({
  roundId: id,
  editionKey,
  theme: z.string(),
  roundName: z.string(),
  sittingName: z.string(),
  venue: z.string(),
  state: z.enum(ROUND_STATES),
  passes: z.int(),
  checkedIn: z.int(),
  completed: z.int(),
  /** A run-off of a tie, in seconds and not minutes. */
  runOff: z.boolean(),
  /** How far the least exposed entry is to its target, in whole percent, 100 at most; of nothing that was picked. */
  coverage: z.int().min(0).max(100),
  endsAt: instant.nullable(),
  serverTime: instant,
  /** The edition's cover, never an entry of this round. */
  cover: photo.nullable(),
  /** The running head of the ledger: how many answers are in, and the hash that fixes every one of them. */
  chain: chainHead,
  /** Of the key that will sign the result. */
  keyFingerprint: z.string(),
});
export type TurnoutView = z.infer<typeof turnoutView>;

export const progressView = z.object({
  roundId: id,
  state: z.enum(ROUND_STATES),
  serverTime: instant,
  endsAt: instant.nullable(),
  passes: z.int(),
  checkedIn: z.int(),
  completed: z.int(),
  answers: z.int(),
  chain: chainHead,
  lateAnswers: z.int(),
  medianSecondsPerScreen: z.number().nullable(),
  targetExposure: z.int(),
  /** Exposures of all entries, ascending, without their names. */
  exposures: z.array(z.int()),
  /** The entry that was shown least; of equals the smallest number. Null where none is left. */
  least: z.object({ number: z.int(), exposures: z.int() }).nullable(),
  jurors: z.object({
    /** At a tablet now; before the round opens they wait there. */
    seated: z.int(),
    /** Seats of those who have checked in and not handed in. */
    unfinished: z.array(z.string()),
    /** Badges that were used on several tablets, with the names of these. */
    moved: z.array(z.object({ alias: z.string(), tablets: z.array(z.string()) })),
  }),
  tablets: z.array(
    z.object({
      name: z.string(),
      alias: z.string().nullable(),
      status: z.enum(['voting', 'unsynced', 'offline', 'done', 'idle']),
      pending: z.int(),
      lastSeenAt: instant,
    }),
  ),
  /** Ballots on paper that two people have not typed alike yet. */
  paperWaiting: z.int(),
  /** Screens leased and neither answered nor expired. */
  leasedScreens: z.int(),
  recent: z.array(z.object({ at: instant, action: z.string(), facts: z.record(z.string(), z.unknown()) })),
});
export type ProgressView = z.infer<typeof progressView>;

export const resultEntry = z.object({
  entryId: id,
  number: z.int(),
  title: z.string(),
  maker: z.string(),
  company: z.string().nullable(),
  photo,
  rank: z.int(),
  shared: z.boolean(),
  picks: z.int(),
  exposures: z.int(),
  rate: z.number(),
  low: z.number(),
  high: z.number(),
  /** The figure that ranks, in the result's scale; null where the entry has none. */
  value: z.number().nullable(),
  /** Entries of one band cannot be told apart statistically; null where an entry stands alone. */
  band: z.int().nullable(),
  /** The ladder step that settled this place, where one was needed. */
  settledBy: z.enum(LADDER_STEPS).nullable(),
  award: z.object({ prize: z.string() }).nullable(),
});

export const resultView = z.object({
  roundId: id,
  roundName: z.string(),
  sittingName: z.string(),
  editionKey,
  state: z.enum(ROUND_STATES),
  /** It finds the edition’s winners; the result of any other round is not published. */
  final: z.boolean(),
  version: z.int(),
  /** A newer count that waits for a second person; this view shows it. */
  pendingCorrection: z.object({ version: z.int(), reason: z.string(), by: z.string(), at: instant }).nullable(),
  talliedBy: z.string(),
  certifiedBy: z.string().nullable(),
  /** When it becomes public by itself, and who set the time; null where none is set. */
  publishAt: instant.nullable(),
  publishSetBy: z.string().nullable(),
  jurors: z.int(),
  answers: z.int(),
  skips: z.int(),
  lateAnswers: z.int(),
  chainLength: z.int(),
  chainHead: z.string(),
  merkleRoot: z.string(),
  /** The chain was recomputed from its rows and agrees. */
  chainVerified: z.boolean(),
  exposures: z.object({ least: z.int(), most: z.int(), target: z.int() }),
  tieLadder,
  /** Each use of the ladder, in words' facts: which entries, which step, what decided. */
  ladderUses: z.array(
    z.object({
      step: z.enum(LADDER_STEPS),
      numbers: z.array(z.int()),
      order: z.array(z.int()),
      facts: z.record(z.string(), z.unknown()),
    }),
  ),
  runOffNeeded: z.array(z.int()),
  passedOver: z.array(
    z.object({
      number: z.int(),
      title: z.string(),
      rate: z.number(),
      cap: z.enum(['author', 'company']),
      limit: z.int(),
    }),
  ),
  winners: z.int(),
  scale: figureScale,
  method: roundMethod,
  items: z.array(resultEntry),
  /** Public hearts, where the rules give them a weight (per cent): of each entry, and the result without them. */
  hearts: z
    .object({
      weight: z.int(),
      entries: z.array(z.object({ number: z.int(), hearts: z.int(), blended: z.number() })),
      juryAlone: z.array(z.array(z.int())),
    })
    .nullable(),
});
export type ResultView = z.infer<typeof resultView>;

/** An entry at a cut, by number. */
const cutLine = z.object({ number: z.int(), picks: z.int(), exposures: z.int(), value: z.number().nullable() });

export const advancingView = z.object({
  roundId: id,
  roundName: z.string(),
  state: z.enum(ROUND_STATES),
  version: z.int(),
  places: z.int(),
  scale: figureScale,
  /** Who goes on, best first; more than `places` only where the last place is shared. */
  numbers: z.array(z.int()),
  last: cutLine.nullable(),
  next: cutLine.nullable(),
  sharing: z.int(),
  /** A run-off has to be held first. */
  pending: z.boolean(),
});
export type AdvancingView = z.infer<typeof advancingView>;

/** Groups of equals by entry number, best first, that hold the first three places. */
const podium = z.array(z.array(z.int()));

/** What another method reads from the same answers: strengths of who stood together, mean of z per juror, strongest paths. */
export const OPINIONS = ['bradley-terry', 'mean-z', 'schulze'] as const;

/** What helps to judge a result beside the result itself. It changes nothing, and names no juror. */
export const resultInsight = z.object({
  roundId: id,
  /** Exposures of the entries that count, and the most that the least exposed one could have had by the rules of who may see what. */
  exposure: z.object({ least: z.int(), most: z.int(), best: z.int() }),
  /** By the primary result alone, before the ladder. */
  podium,
  /** Null where no other method fits the answers. */
  secondOpinion: z
    .object({
      method: z.enum(OPINIONS),
      podium,
      /** Scale separation reliability of the strengths; null where all are equal. */
      reliability: z.number().nullable(),
      /** Agreement of two halves of the jurors, stepped up to all of them; null where they cannot be compared. */
      splitHalf: z.number().nullable(),
    })
    .nullable(),
  /** Null for methods without picks among several: there is nothing to be hasty or one-sided by. */
  effort: z
    .object({
      jurors: z.int(),
      /** How many of them answered enough screens to be looked at. */
      looked: z.int(),
      /** Milliseconds that the median juror's median screen was shown; null without answers. */
      medianMs: z.number().nullable(),
      /** How many jurors each sign was found with; one juror may have several. */
      flags: z.record(z.enum(EFFORT_FLAGS), z.int()),
      flagged: z.int(),
      /** By rate without the answers of the flagged jurors. */
      podiumWithout: podium,
    })
    .nullable(),
});
export type ResultInsight = z.infer<typeof resultInsight>;
