import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('typeset', import.meta.dirname);
