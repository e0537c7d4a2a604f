import { webProject } from '../../../tools/jest/preset.mjs';

export default webProject('api-client', import.meta.dirname);
