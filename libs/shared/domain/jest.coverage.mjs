// The rules are what everything else trusts, so their coverage has a floor. A file of its own, because Jest takes a
// threshold only from the configuration it is started with and warns where one of several projects has it:
//   npm run unit -- -c libs/shared/domain/jest.coverage.mjs
import project from './jest.config.mjs';

export default {
  ...project,
  collectCoverage: true,
  collectCoverageFrom: ['<rootDir>/src/**/*.ts', '!<rootDir>/src/index.ts'],
  coverageReporters: ['text-summary'],
  coverageThreshold: { global: { branches: 95, functions: 95, lines: 95, statements: 95 } },
};
