import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {
  forbiddenEnvironment,
  forbiddenInDomain,
  forbiddenPackages,
  forbiddenProjects,
  legal,
  type BoundaryCase,
} from './boundary-cases.js';

const root = path.resolve(import.meta.dirname, '../..');

interface Linted {
  lists: { rule: string | null; message: string }[][];
  depConstraints: { sourceTag: string; onlyDependOnLibsWithTags: string[] }[];
}

const run = (args: string[], input = ''): string =>
  execFileSync(process.execPath, args, {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Jest's own flags are not the child's, and no Nx daemon may outlive the test.
    env: { ...process.env, NODE_OPTIONS: '', NX_DAEMON: 'false' },
  });

const groups: [name: string, cases: BoundaryCase[], rules: RegExp | null][] = [
  ['between projects', forbiddenProjects, /^@nx\/enforce-module-boundaries$/],
  ['of packages', forbiddenPackages, /^no-restricted-imports$/],
  ['inside the domain', forbiddenInDomain, /^no-restricted-(globals|syntax|properties)$/],
  ['of the environment', forbiddenEnvironment, /^no-restricted-properties$/],
  ['that are legal', legal, null],
];

const everyCase = groups.flatMap(([, cases]) => cases);
let projects: string[];
let linted: Linted;

beforeAll(() => {
  // Writes the project graph, without which Nx's rule lets everything pass.
  projects = JSON.parse(run(['node_modules/nx/dist/bin/nx.js', 'show', 'projects', '--json'])) as string[];
  const answer = run(['tools/lint/lint-texts.mjs'], JSON.stringify(everyCase));
  linted = JSON.parse(answer.slice(answer.indexOf('{'))) as Linted;
}, 120_000);

const messagesOf = (lintedCase: BoundaryCase): Linted['lists'][number] => {
  const at = everyCase.indexOf(lintedCase);
  return linted.lists[at] ?? [];
};
const subject = ({ text }: BoundaryCase): string => /'([^']+)'/.exec(text)?.[1] ?? text.trim();

describe.each(groups)('imports and uses %s', (_group, cases, rules) => {
  it.each(cases.map((c) => [c.file, subject(c), c.why, c] as const))(
    '%s: %s (%s)',
    (_file, _what, _why, lintedCase) => {
      const messages = messagesOf(lintedCase);
      if (rules === null) expect(messages).toEqual([]);
      else expect(messages).toContainEqual(expect.objectContaining({ rule: expect.stringMatching(rules) }));
    },
  );
});

/** Every folder that an npm workspace pattern of the root names. */
function workspaces(): { name: string; folder: string; tags: string[] }[] {
  const { workspaces: patterns } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    workspaces: string[];
  };
  return fs
    .globSync(
      patterns.map((pattern) => `${pattern}/package.json`),
      { cwd: root },
    )
    .filter((file) => !file.includes('node_modules'))
    .map((file) => {
      const parsed = JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as {
        name: string;
        nx?: { tags?: string[] };
      };
      return { name: parsed.name, folder: path.dirname(file), tags: parsed.nx?.tags ?? [] };
    });
}

describe('tags', () => {
  const known = {
    platform: ['shared', 'server', 'web'],
    type: ['app', 'e2e', 'feature', 'domain', 'contracts', 'data', 'adapter', 'platform', 'ui', 'client', 'testing'],
    slice: ['contest', 'judging', 'identity', 'none'],
  };

  it.each(workspaces().map((project) => [project.folder, project.tags] as const))(
    '%s has one of each kind, and no other',
    (_folder, tags) => {
      expect([...tags].sort()).toEqual([
        expect.stringMatching(new RegExp(`^platform:(${known.platform.join('|')})$`)),
        expect.stringMatching(new RegExp(`^slice:(${known.slice.join('|')})$`)),
        expect.stringMatching(new RegExp(`^type:(${known.type.join('|')})$`)),
      ]);
    },
  );

  it('are those of every project that Nx knows, and of every folder of apps and libs', () => {
    const named = workspaces();
    expect(named.map(({ name }) => name).sort()).toEqual([...projects].sort());
    const rooms = ['apps/*', 'libs/*', 'libs/*/*'].flatMap((pattern) => fs.globSync(`${pattern}/src`, { cwd: root }));
    expect(named.map(({ folder }) => folder)).toEqual(expect.arrayContaining(rooms.map((src) => path.dirname(src))));
  });

  it('all stand under a constraint, and none under one that allows everything', () => {
    const { depConstraints } = linted;
    const sources = depConstraints.map(({ sourceTag }) => sourceTag);
    expect(new Set(sources).size).toBe(sources.length);
    for (const constraint of depConstraints) {
      expect([constraint.sourceTag, ...constraint.onlyDependOnLibsWithTags].join()).not.toContain('*');
    }
    const used = workspaces().flatMap(({ tags }) => tags);
    expect(sources).toEqual(expect.arrayContaining([...new Set(used)].filter((tag) => tag !== 'slice:none')));
  });
});
