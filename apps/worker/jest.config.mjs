import { nodeProject } from '../../tools/jest/preset.mjs';

export default nodeProject('worker', import.meta.dirname);
