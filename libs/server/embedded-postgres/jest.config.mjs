import { nodeProject } from '../../../tools/jest/preset.mjs';

export default nodeProject('embedded-postgres', import.meta.dirname);
