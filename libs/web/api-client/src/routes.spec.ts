import fs from 'node:fs';
import path from 'node:path';
import { allEndpoints, endpoints as contracts } from '@zuimei/contracts';
import { endpoints } from './endpoints.js';

const FILE = path.join(__dirname, 'routes.generated.ts');

const rendered = () => {
  const rows = [...allEndpoints]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => `  ${row.id}: ['${row.method}', '${row.path}', '${row.reply.kind}'],`);
  return [
    '/* Generated from the table of endpoints in @zuimei/contracts; do not edit.',
    '   Write it anew: ZUIMEI_WRITE=1 npm run unit -- --selectProjects api-client --testPathPatterns routes */',
    'export const ROUTES = {',
    ...rows,
    '} as const;',
    '',
  ].join('\n');
};

describe('the table of routes', () => {
  it('says of every endpoint exactly what the contracts say', () => {
    if (process.env['ZUIMEI_WRITE']) fs.writeFileSync(FILE, rendered());
    expect(fs.readFileSync(FILE, 'utf8')).toBe(rendered());
  });

  it('holds every endpoint once, under its operation id', () => {
    expect(Object.keys(endpoints).sort()).toEqual(Object.keys(contracts).sort());
    for (const [id, row] of Object.entries(endpoints)) expect(row.id).toBe(id);
  });
});
