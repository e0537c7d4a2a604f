import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('contracts', import.meta.dirname);
