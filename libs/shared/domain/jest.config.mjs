import { nodeProject } from '../../../tools/jest/preset.mjs';

// The rules are what everything else trusts. Jest reads a threshold only from the configuration it is started with:
// node --experimental-vm-modules node_modules/jest/bin/jest.js -c libs/shared/domain/jest.config.mjs --coverage
export default {
  ...nodeProject('domain', import.meta.dirname),
  collectCoverageFrom: ['<rootDir>/src/**/*.ts', '!<rootDir>/src/index.ts'],
  coverageThreshold: { global: { branches: 95, functions: 95, lines: 95, statements: 95 } },
};
