import 'reflect-metadata';
import { ConfigError, createLogger, KeystoreError, loadConfig, Shutdown } from '@zuimei/platform';
import { createApp } from './app/create-app.js';

try {
  const config = loadConfig();
  const log = createLogger({ level: config.logLevel, name: 'api' });
  const shutdown = new Shutdown(log);
  const app = await createApp(config, { logger: log });
  shutdown.add('api', () => app.close());
  shutdown.onSignals();
  // Whoever started us over a channel and is gone will not send a signal any more.
  process.on('disconnect', () => void shutdown.run().then((clean) => process.exit(clean ? 0 : 1)));
  await app.listen({ host: config.http.host, port: config.http.port });
  log.info({ url: await app.getUrl(), mode: config.mode }, 'api ready');
  process.send?.('ready');
} catch (error) {
  // What the operator can mend is told in plain words; anything else with its stack.
  const plain = error instanceof ConfigError || error instanceof KeystoreError;
  process.stderr.write(`${plain ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
}
