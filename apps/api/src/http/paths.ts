import { allEndpoints } from '@zuimei/contracts';

const rows = allEndpoints.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}/?$`),
}));

/** The methods that the table has for a path; none where the path is unknown. */
export const allowedMethods = (path: string): string[] => [
  ...new Set(rows.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
];
