import { withDatabase } from '../../testing/jest/database.mjs';
import { nodeProject } from '../../../tools/jest/preset.mjs';

export default withDatabase(nodeProject('judging', import.meta.dirname));
