import { type QueueConfig } from './index.js';
import { closingContract } from './queue-closing.contract.js';
import { registryContract } from './queue-registry.contract.js';
import { runningContract } from './queue-running.contract.js';
import { queueHarness } from './spec-harness.js';

/** What the job queue must do on every store. Called by one spec for each; `config` names an empty one. */
export function queueContract(name: string, config: () => QueueConfig): void {
  // Locks that run out and workers that start take their time on a busy machine.
  jest.setTimeout(60_000);

  describe(`queue contract: ${name}`, () => {
    const harness = queueHarness(config);
    runningContract(harness);
    closingContract(harness);
    registryContract(harness);
  });
}
