import 'reflect-metadata';
import { ConfigError, createLogger, KeystoreError, loadConfig, Shutdown } from '@zuimei/platform';
import { startWorker } from './start-worker.js';

try {
  const config = loadConfig();
  const log = createLogger({ level: config.logLevel, name: 'worker' });
  const shutdown = new Shutdown(log, 18_000);
  shutdown.onSignals();
  // Whoever started us over a channel and is gone will not send a signal any more.
  process.on('disconnect', () => void shutdown.run().then((clean) => process.exit(clean ? 0 : 1)));
  await startWorker(config, log, shutdown);
  log.info({ mode: config.mode }, 'worker ready');
  process.send?.('ready');
} catch (error) {
  // What the operator can mend is told in plain words; anything else with its stack.
  const plain = error instanceof ConfigError || error instanceof KeystoreError;
  process.stderr.write(`${plain ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
}
