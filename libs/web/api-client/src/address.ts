type Values = Readonly<Record<string, unknown>>;

/** Fills `:name` places of a path; a missing value is a mistake of the caller, so it throws. */
export const fillPath = (path: string, params: Values = {}): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null || value === '') throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(String(value));
  });

/** `?a=1&b=2`, or nothing; undefined and null are left out, a list is repeated. */
export const queryString = (query: Values = {}): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
};
