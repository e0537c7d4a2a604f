// One Jest preset for every project: specs are compiled by SWC to CommonJS, workspace packages resolve to their sources
// through the export condition `zuimei-source`, and `.js` in an import finds the `.ts` beside it.
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const swc = (jsx) => [
  '@swc/jest',
  {
    swcrc: false,
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: jsx, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        ...(jsx ? { react: { runtime: 'automatic' } } : {}),
      },
    },
  },
];

const common = (displayName, rootDir) => ({
  displayName,
  rootDir,
  testMatch: ['<rootDir>/src/**/*.spec.{ts,tsx}'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json', 'node'],
  transform: { '\\.ts$': swc(false), '\\.tsx$': swc(true) },
  modulePathIgnorePatterns: ['/dist/'],
  cacheDirectory: path.join(root, 'node_modules/.cache/jest'),
});

export const nodeProject = (displayName, rootDir) => ({
  ...common(displayName, rootDir),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['zuimei-source', 'node', 'node-addons'] },
});

export const webProject = (displayName, rootDir) => {
  const base = common(displayName, rootDir);
  return {
    ...base,
    testEnvironment: 'jsdom',
    testEnvironmentOptions: { customExportConditions: ['zuimei-source', 'browser'] },
    moduleNameMapper: { '\\.css$': path.join(root, 'tools/jest/empty-style.cjs'), ...base.moduleNameMapper },
  };
};
