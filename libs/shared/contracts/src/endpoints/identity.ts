import { z } from 'zod';
import { STAFF_ROLES, endpoint } from '../endpoint.js';
import { id, instant, page, pageQuery, phone, text } from '../shapes.js';

export const authorView = z.object({
  id,
  displayName: z.string().nullable(),
  company: z.string().nullable(),
  /** Only the last four digits ever leave the server. */
  phoneTail: z.string(),
});
export type AuthorView = z.infer<typeof authorView>;

export const staffView = z.object({
  id,
  login: z.string(),
  displayName: z.string(),
  role: z.enum(STAFF_ROLES),
  /** Until then moves that ask for a fresh login are open. */
  freshUntil: instant.nullable(),
});
export type StaffView = z.infer<typeof staffView>;

export const auditEventView = z.object({
  id,
  at: instant,
  actorKind: z.enum(['staff', 'author', 'juror', 'system']),
  actorName: z.string().nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  facts: z.record(z.string(), z.unknown()),
});
export type AuditEventView = z.infer<typeof auditEventView>;

export const identityEndpoints = {
  requestSignInCode: endpoint({
    id: 'requestSignInCode',
    method: 'POST',
    path: '/v1/sign-in-codes',
    summary: 'Sends a six-digit sign-in code to a phone; the embedded mode shows it on the page instead.',
    who: ['anyone'],
    body: z.object({ phone }).strict(),
    reply: {
      kind: 'json',
      status: 201,
      schema: z.object({
        expiresInSeconds: z.int(),
        resendAfterSeconds: z.int(),
        /** Present in the embedded mode only, where no SMS can be sent. */
        demoCode: z.string().nullable(),
      }),
    },
    problems: [],
  }),
  createAuthorSession: endpoint({
    id: 'createAuthorSession',
    method: 'POST',
    path: '/v1/author-sessions',
    summary: 'Signs an author in with phone and code; the first time makes the author.',
    who: ['anyone'],
    body: z.object({ phone, code: z.string().regex(/^\d{6}$/) }).strict(),
    reply: { kind: 'json', status: 201, schema: authorView },
    problems: ['SIGN_IN_CODE_WRONG', 'SIGN_IN_CODE_EXPIRED'],
  }),
  getAuthorSession: endpoint({
    id: 'getAuthorSession',
    method: 'GET',
    path: '/v1/author-sessions/current',
    summary: 'The signed-in author.',
    who: ['author'],
    reply: { kind: 'json', status: 200, schema: authorView },
    problems: [],
  }),
  endAuthorSession: endpoint({
    id: 'endAuthorSession',
    method: 'DELETE',
    path: '/v1/author-sessions/current',
    summary: 'Signs the author out on this device.',
    who: ['author'],
    reply: { kind: 'empty', status: 204 },
    problems: [],
  }),
  updateAuthor: endpoint({
    id: 'updateAuthor',
    method: 'PUT',
    path: '/v1/authors/me',
    summary: 'Sets the name and workplace that stand beside a winning photo.',
    who: ['author'],
    body: z.object({ displayName: text(40), company: text(60).nullable() }).strict(),
    reply: { kind: 'json', status: 200, schema: authorView },
    problems: [],
  }),
  createStaffSession: endpoint({
    id: 'createStaffSession',
    method: 'POST',
    path: '/v1/staff-sessions',
    summary: 'Signs a staff member in; the login is fresh for ten minutes.',
    who: ['anyone'],
    body: z.object({ login: text(60), password: z.string().min(1).max(200) }).strict(),
    reply: { kind: 'json', status: 201, schema: staffView },
    problems: ['LOGIN_WRONG'],
  }),
  getStaffSession: endpoint({
    id: 'getStaffSession',
    method: 'GET',
    path: '/v1/staff-sessions/current',
    summary: 'The signed-in staff member.',
    who: STAFF_ROLES,
    reply: { kind: 'json', status: 200, schema: staffView },
    problems: [],
  }),
  endStaffSession: endpoint({
    id: 'endStaffSession',
    method: 'DELETE',
    path: '/v1/staff-sessions/current',
    summary: 'Signs the staff member out.',
    who: STAFF_ROLES,
    reply: { kind: 'empty', status: 204 },
    problems: [],
  }),
  confirmStaffSession: endpoint({
    id: 'confirmStaffSession',
    method: 'POST',
    path: '/v1/staff-sessions/current/confirm',
    summary: 'Confirms the password again: opens a fresh window of ten minutes.',
    who: STAFF_ROLES,
    body: z.object({ password: z.string().min(1).max(200) }).strict(),
    reply: { kind: 'json', status: 200, schema: staffView },
    problems: ['LOGIN_WRONG'],
  }),
  listAuditEvents: endpoint({
    id: 'listAuditEvents',
    method: 'GET',
    path: '/v1/audit-events',
    summary: 'Every act of staff and every state change, newest first.',
    who: ['organizer', 'observer'],
    query: pageQuery,
    reply: { kind: 'json', status: 200, schema: page(auditEventView) },
    problems: [],
  }),
};
