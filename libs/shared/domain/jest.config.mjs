import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('domain', import.meta.dirname);
