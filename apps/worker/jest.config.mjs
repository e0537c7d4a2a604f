import { withDatabase } from '../../libs/testing/jest/database.mjs';
import { nodeProject } from '../../tools/jest/preset.mjs';

export default withDatabase(nodeProject('worker', import.meta.dirname));
