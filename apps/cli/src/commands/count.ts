import { type Command, UsageError } from '../command.js';
import { countFile } from '../count/count-file.js';
import { findMethod, METHODS } from '../count/methods.js';

export const count: Command = {
  name: 'count',
  usage: 'count FILE… [--method M] [--json]',
  about: 'Counts files of plain ballots (docs/count-format.md), or recounts and checks result bundles.',
  options: { json: { type: 'boolean', default: false }, method: { type: 'string' } },
  async run({ values, positionals, say, complain }) {
    if (positionals.length === 0) throw new UsageError('name at least one file');
    const method = values.method === undefined ? undefined : String(values.method);
    if (method !== undefined && !findMethod(method))
      throw new UsageError(`there is no method "${method}"; known are ${Object.keys(METHODS).join(', ')}`);
    let wrong = false;
    for (const file of positionals) {
      const counted = countFile(file, method);
      if ('fault' in counted) {
        const { pointer, code, message } = counted.fault;
        wrong = true;
        if (values.json) say(JSON.stringify({ file, error: { pointer, code, message } }));
        else complain(`zuimei count: ${file}: ${pointer === '' ? '' : `${pointer}: `}${message} (${code})`);
        continue;
      }
      wrong ||= !counted.good;
      say(values.json ? JSON.stringify(counted.json) : counted.text);
    }
    return wrong ? 1 : 0;
  },
};
