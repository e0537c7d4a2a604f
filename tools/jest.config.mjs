import { nodeProject } from './jest/preset.mjs';

export default { ...nodeProject('tools', import.meta.dirname), testMatch: ['<rootDir>/**/*.spec.ts'] };
