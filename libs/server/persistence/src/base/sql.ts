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

/** Whether `error` says that a unique constraint (of that name, where given) was violated. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  const own = error as { constraint?: string; driverError?: { constraint?: string } };
  return constraint === undefined || (own.driverError?.constraint ?? own.constraint) === constraint;
}
