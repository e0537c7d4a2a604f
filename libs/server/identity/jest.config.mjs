import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('identity', import.meta.dirname);
