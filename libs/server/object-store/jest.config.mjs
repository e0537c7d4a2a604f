import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('object-store', import.meta.dirname);
