import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('queue', import.meta.dirname);
