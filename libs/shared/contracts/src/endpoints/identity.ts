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

export const staffTotpView = z.object({
  /** Since when a code is asked for; null where no second factor is set. */
  setAt: instant.nullable(),
  recoveryCodesLeft: z.int(),
});
export type StaffTotpView = z.infer<typeof staffTotpView>;

export const staffMember = z.object({
  id,
  login: z.string(),
  displayName: z.string(),
  role: z.enum(STAFF_ROLES),
  /** A second factor is set. */
  totp: z.boolean(),
});
export type StaffMember = z.infer<typeof staffMember>;

/** A code of six digits, or a recovery code. */
const secondFactor = z.string().max(40).optional();

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
    summary: 'Signs a staff member in, with a second factor where one is set; the login is fresh for ten minutes.',
    who: ['anyone'],
    body: z.object({ login: text(60), password: z.string().min(1).max(200), code: secondFactor }).strict(),
    reply: { kind: 'json', status: 201, schema: staffView },
    problems: ['LOGIN_WRONG', 'TOTP_REQUIRED', 'TOTP_WRONG'],
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
    summary: 'Confirms the password, and the second factor where one is set: opens a fresh window of ten minutes.',
    who: STAFF_ROLES,
    body: z.object({ password: z.string().min(1).max(200), code: secondFactor }).strict(),
    reply: { kind: 'json', status: 200, schema: staffView },
    problems: ['LOGIN_WRONG', 'TOTP_REQUIRED', 'TOTP_WRONG'],
  }),
  listStaff: endpoint({
    id: 'listStaff',
    method: 'GET',
    path: '/v1/staff',
    summary: 'Who can sign in, and who has a second factor.',
    who: ['organizer'],
    reply: { kind: 'json', status: 200, schema: z.object({ items: z.array(staffMember) }) },
    problems: [],
  }),
  getTotp: endpoint({
    id: 'getTotp',
    method: 'GET',
    path: '/v1/staff/me/totp',
    summary: 'Whether the caller has a second factor.',
    who: STAFF_ROLES,
    reply: { kind: 'json', status: 200, schema: staffTotpView },
    problems: [],
  }),
  beginTotp: endpoint({
    id: 'beginTotp',
    method: 'POST',
    path: '/v1/staff/me/totp',
    summary: 'Draws a secret for an authenticator app, shown this once; it counts from its first right code on.',
    who: STAFF_ROLES,
    fresh: true,
    reply: { kind: 'json', status: 201, schema: z.object({ uri: z.string(), secret: z.string() }) },
    problems: ['MOVE_NOT_ALLOWED'],
  }),
  confirmTotp: endpoint({
    id: 'confirmTotp',
    method: 'POST',
    path: '/v1/staff/me/totp/confirm',
    summary: 'Sets the second factor by its first code; gives ten recovery codes, shown this once.',
    who: STAFF_ROLES,
    fresh: true,
    body: z.object({ code: z.string().regex(/^\d{6}$/) }).strict(),
    reply: { kind: 'json', status: 200, schema: z.object({ recoveryCodes: z.array(z.string()) }) },
    problems: ['MOVE_NOT_ALLOWED', 'TOTP_WRONG'],
  }),
  removeTotp: endpoint({
    id: 'removeTotp',
    method: 'DELETE',
    path: '/v1/staff/me/totp',
    summary: 'Takes the caller’s second factor away.',
    who: STAFF_ROLES,
    fresh: true,
    reply: { kind: 'empty', status: 204 },
    problems: [],
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
