/**
 * Staff roles: organizer 组织者 (everything but votes), moderator 审核员, host 主持人 (runs a sitting),
 * observer 监督员 (reads everything, changes nothing). No role can add, change or remove an answer.
 */
export const STAFF_ROLES = ['organizer', 'moderator', 'host', 'observer'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Everybody who may call an endpoint: the public, an author, a juror with a seat, a tablet that staff enrolled, and staff by role. */
export const CALLERS = ['anyone', 'author', 'juror', 'tablet', ...STAFF_ROLES] as const;
export type Caller = (typeof CALLERS)[number];

/** Whether `value` names a staff role. */
export const isStaffRole = (value: string): value is StaffRole => (STAFF_ROLES as readonly string[]).includes(value);
