import { PROBLEMS, allEndpoints, endpoints, openApiDocument, problemsOf } from './index.js';

describe('the table of endpoints', () => {
  it('names each row after its operation id', () => {
    for (const [key, row] of Object.entries(endpoints)) expect(row.id).toBe(key);
  });

  it('has each method and path once', () => {
    const places = allEndpoints.map((row) => `${row.method} ${row.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('declares a schema for every parameter in a path', () => {
    for (const row of allEndpoints) {
      const names = [...row.path.matchAll(/:(\w+)/g)].map((m) => m[1]);
      expect({ id: row.id, names: Object.keys(row.params?.shape ?? {}) }).toEqual({ id: row.id, names });
    }
  });

  it('declares who may call and only known problems', () => {
    for (const row of allEndpoints) {
      expect(row.who.length).toBeGreaterThan(0);
      for (const code of problemsOf(row)) expect(PROBLEMS).toHaveProperty(code);
    }
  });

  it('makes every transition a POST on a verb, never a PATCH', () => {
    expect(allEndpoints.filter((row) => row.method === 'PATCH')).toEqual([]);
  });

  it('has no route that changes or removes an answer, and only a juror can hand one in', () => {
    const touching = allEndpoints.filter((row) => /answer/.test(row.path));
    const reads = touching.filter(({ method }) => method === 'GET');
    expect(reads.map(({ id }) => id)).toEqual(['exportAnswers']);
    const others = touching.filter((row) => !reads.includes(row));
    expect(others.map((row) => [row.id, row.who])).toEqual([['submitAnswers', ['juror']]]);
  });

  it('answers closing, certifying and publishing only after a fresh login', () => {
    for (const row of [endpoints.closeRound, endpoints.certifyRound, endpoints.publishRound])
      expect(row.fresh).toBe(true);
  });
});

describe('the OpenAPI document', () => {
  it('has an operation for every row, with its callers and problem codes', () => {
    const document = openApiDocument('0.0.0') as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map((o) => o.operationId).sort()).toEqual(Object.keys(endpoints).sort());
    expect(JSON.stringify(document.paths['/v1/seats'])).toContain('PASS_CODE_WRONG');
  });

  it('is the same bytes each time', () => {
    expect(JSON.stringify(openApiDocument('1'))).toBe(JSON.stringify(openApiDocument('1')));
  });
});
