/** One statement with its parameters, as `query(...sql`…`)` takes it. */
export type Statement = [text: string, params: unknown[]];

/** Places `sql` fragments that were written by hand inside a `sql` template, unescaped. */
export class RawSql {
  constructor(readonly text: string) {}
}

/** Marks a fixed piece of SQL (a column list, a direction) for use inside `sql`; never give it what a person typed. */
export const raw = (text: string): RawSql => new RawSql(text);

/**
 * Builds a statement from a template: every value becomes a parameter, so nothing that a person typed is ever parsed
 * as SQL. ``db.query(...sql`SELECT id FROM staff WHERE login = ${login}`)``
 */
export function sql(parts: TemplateStringsArray, ...values: unknown[]): Statement {
  const params: unknown[] = [];
  let text = parts[0] ?? '';
  values.forEach((value, i) => {
    if (value instanceof RawSql) text += value.text;
    else text += `$${params.push(value)}`;
    text += parts[i + 1] ?? '';
  });
  return [text, params];
}

/** The SQLSTATE of a database error, or undefined: `23505` is a unique violation, `42501` a missing privilege. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const own = error as { code?: unknown; driverError?: { code?: unknown } };
  const code = own.driverError?.code ?? own.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Connections that cannot be made or were lost, and a server that starts, stops or has no place left. */
const AWAY_STATES = /^(08...|57P0[1-3]|53300)$/;
const AWAY_CODES: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH']);
/** What `pg` says without a code. */
const AWAY_WORDS =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether `error` says that the database cannot be reached for now: the same statement may succeed later. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return AWAY_STATES.test(state);
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError, errors } = error as Record<
    'code' | 'message' | 'driverError' | 'errors',
    unknown
  >;
  if (driverError) return isDatabaseAway(driverError);
  // Every address of a name was tried.
  if (Array.isArray(errors)) return errors.some(isDatabaseAway);
  return AWAY_CODES.has(code) || (typeof message === 'string' && AWAY_WORDS.test(message));
}

/** Whether `error` says that a unique constraint (of that name, where given) was violated. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  const own = error as { constraint?: string; driverError?: { constraint?: string } };
  return constraint === undefined || (own.driverError?.constraint ?? own.constraint) === constraint;
}
