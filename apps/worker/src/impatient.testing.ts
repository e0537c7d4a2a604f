import 'reflect-metadata';
import { createLogger, loadConfig, Shutdown } from '@zuimei/platform';
import { startWorker } from './start-worker.js';

// The worker as it is, but one that notices a killed one within seconds and sweeps every second.
const config = loadConfig();
const log = createLogger({ level: 'info', name: 'worker' });
const shutdown = new Shutdown(log);
shutdown.onSignals();
process.on('disconnect', () => void shutdown.run().then(() => process.exit(0)));
await startWorker(config, log, shutdown, {
  timings: { lockMs: 3_000, stalledCheckMs: 1_000 },
  sweepEveryMs: 1_000,
});
process.send?.('ready');
