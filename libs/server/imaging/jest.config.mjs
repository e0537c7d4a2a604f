import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('imaging', import.meta.dirname);
