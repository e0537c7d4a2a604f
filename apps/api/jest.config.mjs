import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('api', import.meta.dirname);
