import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { id, params } from '../shapes.js';

const numbers = (most: number) => z.array(z.int().min(1)).max(most);

/** What a juror did with one screen on paper; entries by their printed number. */
const paperAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picks'), picks: numbers(60) }).strict(),
  z.object({ kind: z.literal('verdict'), verdict: z.enum(['in', 'out']) }).strict(),
  z.object({ kind: z.literal('grade'), grade: z.int().min(1).max(5) }).strict(),
  z.object({ kind: z.literal('order'), order: numbers(10) }).strict(),
  z.object({ kind: z.literal('skip') }).strict(),
]);

export const paperBallotView = z.object({
  /** Printed on the sheet. */
  no: z.int(),
  alias: z.string(),
  /** How many people have typed it. */
  typedBy: z.int(),
  /** Two people typed the same: it counts, or is stored as late. */
  state: z.enum(['waiting', 'counted', 'late']),
});
export type PaperBallotView = z.infer<typeof paperBallotView>;

const list = z.object({ items: z.array(paperBallotView) });
const HALL = ['organizer', 'host'] as const;

/** Voting on paper where tablets fail: sheets are printed, and typed by two people with the code on the sheet. */
export const paperEndpoints = {
  makePaperBallots: endpoint({
    id: 'makePaperBallots',
    method: 'POST',
    path: '/v1/rounds/:id/paper-ballots',
    summary:
      'Deals screens to these passes on paper. A pass that has sat at a tablet in the round cannot vote on paper.',
    who: HALL,
    params: params.id,
    body: z.object({ passIds: z.array(id).min(1).max(500) }).strict(),
    reply: { kind: 'json', status: 200, schema: list },
    problems: ['NOT_FOUND', 'ROUND_NOT_OPEN', 'PASS_REVOKED', 'PASS_USED', 'PASS_ON_TABLET'],
  }),
  listPaperBallots: endpoint({
    id: 'listPaperBallots',
    method: 'GET',
    path: '/v1/rounds/:id/paper-ballots',
    summary: 'The ballots on paper of a round, and how far each is typed; never what they say.',
    who: ['organizer', 'host', 'observer'],
    params: params.id,
    reply: { kind: 'json', status: 200, schema: list },
    problems: ['NOT_FOUND'],
  }),
  printPaperBallots: endpoint({
    id: 'printPaperBallots',
    method: 'GET',
    path: '/v1/rounds/:id/paper-ballots.pdf',
    summary:
      'All ballots on paper that still wait, one sheet each with its code, as one PDF. Each printing is audited.',
    who: HALL,
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'application/pdf' },
    problems: ['NOT_FOUND'],
  }),
  printContactSheet: endpoint({
    id: 'printContactSheet',
    method: 'GET',
    path: '/v1/rounds/:id/contact-sheet.pdf',
    summary: 'The photos of the round by their numbers, twelve a page, as one PDF that grows while it is read.',
    who: HALL,
    params: params.id,
    reply: { kind: 'bytes', status: 200, contentType: 'application/pdf' },
    problems: ['NOT_FOUND', 'ROUND_HAS_NO_ENTRIES'],
  }),
  enterPaperBallot: endpoint({
    id: 'enterPaperBallot',
    method: 'POST',
    path: '/v1/rounds/:id/paper-entries',
    summary: 'Types a sheet, by the code that is printed on it. It counts once two people have typed the same.',
    who: HALL,
    params: params.id,
    body: z
      .object({
        code: z.string().min(1).max(20),
        answers: z.array(z.object({ ordinal: z.int().min(1), answer: paperAnswer }).strict()).max(60),
      })
      .strict(),
    reply: {
      kind: 'json',
      status: 200,
      schema: z.object({
        no: z.int(),
        /** `first`: another person has still to type it; `differs`: what was typed is not the same. */
        outcome: z.enum(['first', 'differs', 'counted', 'late']),
        /** Screens that were read differently. */
        differing: z.array(z.int()),
      }),
    },
    problems: ['NOT_FOUND', 'ROUND_NOT_OPEN', 'PAPER_CODE_WRONG', 'PAPER_SETTLED', 'PASS_REVOKED', 'RATE_LIMITED'],
  }),
};
