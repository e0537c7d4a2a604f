export { type OutboxGroup, type OutboxItem, type ParkedItem } from './items.js';
export {
  createSender,
  type Deliver,
  type Sender,
  type SenderOptions,
  type SenderState,
  type Verdict,
} from './sender.js';
export { openOfflineStore, type Commit, type Counts, type OfflineStore, type Settlement } from './store.js';
