// `.env.example` and the operator's page, made from the table of settings. Node reads the TypeScript source as it is.
import { registerHooks } from 'node:module';
import { format } from 'prettier';

/** @returns {Promise<Record<string, string>>} paths from the root of the repository, and what must stand there */
export async function generate() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(context.parentURL?.endsWith('.ts') ? specifier.replace(/^(\..*)\.js$/, '$1.ts') : specifier, context),
  });
  try {
    const { configurationPage, envExample } = await import('../../libs/server/platform/src/config/documents.ts');
    const page = await format(configurationPage(), { parser: 'markdown', printWidth: 120 });
    return { '.env.example': envExample(), 'docs/configuration.md': page };
  } finally {
    hooks.deregister();
  }
}
