import { nodeProject } from '../../tools/jest/preset.mjs';
import { withDatabase } from './jest/database.mjs';

export default withDatabase(nodeProject('testing', import.meta.dirname));
