import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('contest', import.meta.dirname);
