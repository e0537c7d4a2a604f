import { parseArgs } from 'node:util';
import { ConfigError } from '@zuimei/platform';
import { type Command, UsageError } from './command.js';

/** The subcommands, loaded when they are called: `zuimei count` need not load a database driver. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.js')).start,
  hall: async () => (await import('./commands/hall.js')).hall,
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand,
  staff: async () => (await import('./commands/staff.js')).staff,
  inspect: async () => (await import('./commands/inspect.js')).inspect,
  count: async () => (await import('./commands/count.js')).count,
  verify: async () => (await import('./commands/verify.js')).verify,
  orphans: async () => (await import('./commands/orphans.js')).orphans,
  export: async () => (await import('./commands/export.js')).exportCommand,
};

/** Runs `zuimei ARGS` and gives its exit code: 0 done, 1 refused or failed, 2 wrong words. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    const known = name === 'help' || name === '--help';
    if (!known) complain(`zuimei: there is no command "${name}"`);
    await help();
    return known ? 0 : 2;
  }
  const command = await load();
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: command.options,
      allowPositionals: true,
      strict: true,
    });
    return await command.run({ values, positionals, say, complain });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    complain(`zuimei ${name}: ${error.message}`);
    if (!(error instanceof UsageError) && !isParseError(error)) return showCause(error);
    complain(`usage: zuimei ${command.usage}`);
    return 2;
  }
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

const isParseError = (error: Error) => String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');

function showCause(error: Error): number {
  // What the operator did wrong is said in one line; a bug is shown with its stack.
  if (
    !(error instanceof ConfigError) &&
    !['Error', 'AlreadyRunning', 'RolesNotPossible', 'KeystoreError'].includes(error.name)
  )
    complain(error.stack ?? '');
  return 1;
}

async function help(): Promise<void> {
  say('zuimei COMMAND');
  for (const load of Object.values(COMMANDS)) {
    const { usage, about } = await load();
    say(`  ${usage}\n      ${about}`);
  }
}
