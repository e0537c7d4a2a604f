import { SyncChip } from '@zuimei/ui';
import { syncChips } from '../model/sync.js';
import { useSnapshot } from './session-context.js';

/** Where this juror's answers are, always in sight and always true. */
export function SyncChips() {
  const { pending, parked, reached, seat } = useSnapshot();
  const answered = seat?.ballot.totals.seen ?? 0;
  return (
    <div className="chips">
      {syncChips({ pending, parked, answered, reached }).map(({ state, count }) => (
        <SyncChip key={state} state={state} count={count} />
      ))}
    </div>
  );
}
