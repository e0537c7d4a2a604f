import { SlowNote } from '@zuimei/ui';

/** A page that is still being fetched: nothing for three seconds, then a sentence in its place. */
export function Opening() {
  return (
    <main className="pad">
      <h1 className="zm-hidden">最美瞬间</h1>
      <SlowNote>还在打开，网络有点慢。</SlowNote>
    </main>
  );
}
