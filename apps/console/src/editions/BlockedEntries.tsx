import { Note } from '@zuimei/ui';

/** How many entries of an edition are out of judging as copies of past winners; nothing where there is none. */
export function BlockedEntries({ count }: { count: number }) {
  if (count === 0) return null;
  return <Note tone="info">{count} 幅因与往期获奖作品几乎一样，未进入评审。</Note>;
}
