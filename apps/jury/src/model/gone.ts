import { type RoundMethodView, type ScreenView } from '@zuimei/contracts';
import { answerShape } from '@zuimei/domain';
import { type Ballot, currentScreen, frontier } from './ballot.js';

type Entries = ScreenView['entries'];

/** The entries of a screen that are still in the contest. */
export const present = (entries: Entries, gone: readonly string[]): Entries =>
  entries.filter(({ entryId }) => !gone.includes(entryId));

/** One screen holds the whole round: it goes on without those that left. */
const isWhole = ({ kind }: RoundMethodView): boolean => kind === 'approve' || kind === 'rank';

/** Whether a screen still asks what its method asks: something to compare, and as many picks as the server takes. */
const isPlayable = (method: RoundMethodView, { entries }: ScreenView, gone: readonly string[]): boolean => {
  const left = present(entries, gone).length;
  if (left === entries.length) return true;
  if (isWhole(method)) return left > 0;
  return left > Math.max(1, answerShape(method, entries.length).least);
};

/**
 * Entries have left the contest. Screens ahead that show one are taken back, as the server takes them back; the one that
 * the juror is at goes on without it where there is still something to choose. Answered screens stay as they are, and
 * are only shown again for a change where that is still possible.
 */
export const withoutGone = (ballot: Ballot, entryIds: readonly string[]): Ballot => {
  const gone = [...new Set([...ballot.gone, ...entryIds])];
  if (gone.length === ballot.gone.length) return ballot;
  const { method, screens } = ballot;
  const at = frontier(ballot);
  const closed = screens.slice(0, at).findLastIndex((screen) => !isPlayable(method, screen, gone)) + 1;
  const shown = screens[at];
  const frontierStays = shown !== undefined && isPlayable(method, shown, gone);
  const ahead = screens
    .slice(at)
    .filter((screen, i) =>
      i === 0 || isWhole(method)
        ? isPlayable(method, screen, gone)
        : present(screen.entries, gone).length === screen.entries.length,
    );
  const stays = (picks: readonly string[]) => picks.filter((entryId) => !gone.includes(entryId));
  // Somebody who was changing a screen that is closed now stands at the first unanswered one again.
  const amends = ballot.cursor < at && ballot.cursor >= closed;
  const kept = ballot.cursor < at ? ballot.draft : ballot.picks;
  const unanswered = frontierStays ? stays(kept) : [];
  return {
    ...ballot,
    gone,
    screens: [...screens.slice(closed, at), ...ahead],
    given: Object.fromEntries(
      Object.entries(ballot.given).filter(([id]) => !screens.slice(0, closed).some((screen) => screen.id === id)),
    ),
    passed: ballot.passed + closed,
    cursor: amends ? ballot.cursor - closed : at - closed,
    picks: amends ? stays(ballot.picks) : unanswered,
    draft: amends ? unanswered : [],
    // Those who stood beside them may come again.
    last: ballot.last && ahead.length === screens.length - at,
  };
};

/** What a juror is told when entries left: that the screen is another one, or that one of it is gone. */
export const saidOfGone = (before: Ballot, after: Ballot): string | null => {
  const [was, is] = [currentScreen(before), currentScreen(after)];
  if (was && was.id !== is?.id) return '有作品撤下了，已换一屏';
  const left = was && present(was.entries, before.gone).length > present(was.entries, after.gone).length;
  return left ? '有作品撤下了，在其余的里选' : null;
};
