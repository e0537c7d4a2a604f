import { type Command } from '../command.js';
import { runSystem } from '../start/run-system.js';

export const start: Command = {
  name: 'start',
  usage: 'start [--empty]',
  about: 'Starts everything on one port: database, api, worker. Fills empty data with a demo unless --empty.',
  options: { empty: { type: 'boolean', default: false } },
  run: ({ values, say }) => runSystem({ demo: !values.empty, say }),
};
