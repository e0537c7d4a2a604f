// Lints texts as if they stood in files of this workspace. Reads [{"file", "text"}] from standard input and writes
// {"lists": [[{"rule", "message"}]], "depConstraints"} to standard output. A process of its own, because ESLint and Nx
// load their configuration as native modules and keep state in globals, which Jest's sandbox does not give them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root });
const lists = [];
for (const { file, text } of JSON.parse(readFileSync(0, 'utf8'))) {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  if (!result) throw new Error(`ESLint ignores ${file}`);
  lists.push(result.messages.map(({ ruleId, message, line }) => ({ rule: ruleId, message: `${line}: ${message}` })));
}
const config = await eslint.calculateConfigForFile(path.join(root, 'libs/server/contest/src/any.ts'));
const [, { depConstraints }] = config.rules['@nx/enforce-module-boundaries'];
process.stdout.write(JSON.stringify({ lists, depConstraints }));
