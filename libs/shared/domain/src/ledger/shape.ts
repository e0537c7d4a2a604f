/** Says what is wrong with `value`, by path, or nothing. */
export type Shape = (value: unknown, path: string) => string[];

/** More faults than this tell a reader no more. */
export const MOST_FAULTS = 20;

const some = (faults: string[]): string[] => (faults.length > MOST_FAULTS ? faults.slice(0, MOST_FAULTS) : faults);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const said = (value: unknown): string => {
  const text = Array.isArray(value) ? 'a list' : isRecord(value) ? 'an object' : JSON.stringify(value);
  return text === undefined ? 'nothing' : text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** A text that matches `pattern`. */
export const text =
  (pattern: RegExp, what: string): Shape =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? [] : [`${path} is ${said(value)}, not ${what}`];

/** A whole number from `least` to `most`. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Shape =>
  (value, path) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? []
      : [`${path} is ${said(value)}, not a whole number from ${least} to ${most}`];

/** One of some texts. */
export const oneOf =
  (...values: readonly string[]): Shape =>
  (value, path) =>
    values.includes(value as string) ? [] : [`${path} is ${said(value)}, not one of ${values.join(', ')}`];

/** Null, or what `shape` wants. */
export const nullOr =
  (shape: Shape): Shape =>
  (value, path) =>
    value === null ? [] : shape(value, path);

/** A list of at most `most` items. */
export const list =
  (item: Shape, most: number): Shape =>
  (value, path) => {
    if (!Array.isArray(value)) return [`${path} is ${said(value)}, not a list`];
    if (value.length > most) return [`${path} has ${value.length} items, more than ${most}`];
    const faults: string[] = [];
    for (let i = 0; i < value.length && faults.length < MOST_FAULTS; i += 1)
      faults.push(...item(value[i], `${path}/${i}`));
    return some(faults);
  };

const has = (of: object, member: string): boolean => Object.prototype.hasOwnProperty.call(of, member);

/** An object with these members and no others. */
export const record = (
  needed: Readonly<Record<string, Shape>>,
  optional: Readonly<Record<string, Shape>> = {},
): Shape => {
  const members = [...Object.entries(needed), ...Object.entries(optional)];
  return (value, path) => {
    if (!isRecord(value)) return [`${path || '/'} is ${said(value)}, not an object`];
    const faults: string[] = [];
    for (const member in value)
      if (!has(needed, member) && !has(optional, member)) faults.push(`unknown member ${path}/${member}`);
    for (const [member, shape] of members) {
      if (has(value, member)) faults.push(...shape(value[member], `${path}/${member}`));
      else if (has(needed, member)) faults.push(`${path}/${member} is missing`);
    }
    return some(faults);
  };
};

/** An object whose member `kind` says which of the shapes it has. */
export const byKind = (kinds: Readonly<Record<string, Readonly<Record<string, Shape>>>>): Shape => {
  const shapes = new Map(
    Object.entries(kinds).map(([kind, members]) => [kind, record({ kind: () => [], ...members })]),
  );
  return (value, path) => {
    const kind = isRecord(value) ? value['kind'] : undefined;
    const shape = shapes.get(kind as string);
    return shape ? shape(value, path) : [`${path}/kind is ${said(kind)}, not one of ${[...shapes.keys()].join(', ')}`];
  };
};

/** An object that is looked at elsewhere. */
export const anyObject: Shape = (value, path) => (isRecord(value) ? [] : [`${path} is ${said(value)}, not an object`]);
