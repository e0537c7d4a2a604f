import { existsSync } from 'node:fs';
import path from 'node:path';

/** Lets a process that runs from sources find `./x.ts` behind an import of `./x.js`. */
const SOURCE_HOOK = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (specifier, context, next) =>
    next(/^\\..*\\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')
      ? specifier.replace(/js$/, 'ts') : specifier, context) });
`)}`;

/**
 * How to start a decoder process: the built entry beside this module, or from the sources (tests), which Node strips of
 * their types itself, so that a test never runs yesterday's build.
 *
 * @throws Error where neither is possible, saying what to do
 */
export function decoderEntry(): { file: string; execArgv: string[] } {
  const built = path.join(import.meta.dirname, 'decoder.entry.js');
  if (existsSync(built)) return { file: built, execArgv: [] };
  if (!process.features.typescript)
    throw new Error(
      `the decoder process is not built (${built}), and Node ${process.version} cannot run its sources: run "npm run build"`,
    );
  const source = path.join(import.meta.dirname, 'decoder.entry.ts');
  return { file: source, execArgv: ['--disable-warning=ExperimentalWarning', '--import', SOURCE_HOOK] };
}
