import { useState } from 'react';
import { type WallCandidate } from '@zuimei/contracts';
import { editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { Button, Checkbox, FrameLine, Note, Photo, formatDay } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { useEdition } from '../shell/edition.js';

/** Why an entry cannot be chosen, in a few words; null where it can. */
const against = ({ day, like }: WallCandidate): string | null =>
  day !== null ? `在 ${formatDay(day)}` : like ? `与 ${formatDay(like.day)} 近似` : null;

/** The entries of a published edition, page by page, with what stands against each. */
export function Candidates({ onChoose }: { onChoose: (candidate: WallCandidate) => void }) {
  const { editions, edition } = useEdition();
  const published = editions.filter(({ phase }) => phase === 'published');
  const [wanted, setWanted] = useState(edition?.phase === 'published' ? edition.key : published[0]?.key);
  const [winners, setWinners] = useState(false);
  // Pages gone through, by where they begin.
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const cursor = cursors.at(-1);
  const page = useLoad(wanted ? `candidates ${wanted} ${winners} ${cursor}` : null, (signal) =>
    api.call(
      endpoints.listWallCandidates,
      {
        params: { key: wanted ?? '' },
        query: { limit: 12, winners: winners ? 'true' : 'false', ...(cursor !== undefined && { cursor }) },
      },
      { signal },
    ),
  );
  if (!wanted) return <Note title="还没有公布过的一期">结果公布以后，作品才能挂上墙。</Note>;
  const { items = [], nextCursor = null } = page.data ?? {};
  return (
    <>
      <div className="cwall__choose">
        <label>
          从哪一期选{' '}
          <select
            value={wanted}
            onChange={({ target }) => {
              setWanted(target.value);
              setCursors([undefined]);
            }}
          >
            {published.map(({ key }) => (
              <option key={key} value={key}>
                {editionLabel(key)}
              </option>
            ))}
          </select>
        </label>
        <Checkbox
          checked={winners}
          onChange={(only) => {
            setWinners(only);
            setCursors([undefined]);
          }}
        >
          只看获奖作品
        </Checkbox>
      </div>
      {page.error && <Note tone="bad">{page.error}</Note>}
      {page.data && items.length === 0 && <p>这里没有作品。</p>}
      <ul className="cwall__candidates">
        {items.map((candidate) => {
          const reason = against(candidate);
          const number = entryNumberLabel(candidate.number);
          return (
            <li key={candidate.entryId} data-against={reason !== null || undefined}>
              <button type="button" onClick={() => onChoose(candidate)} aria-label={`${number}《${candidate.title}》`}>
                <Photo {...candidate.photo} src={candidate.photo.src320} alt="" retry="parent" />
              </button>
              <FrameLine number={number} end={candidate.rank === null ? undefined : `第 ${candidate.rank} 名`} />
              {reason !== null && <p className="zm-caption">{reason}</p>}
            </li>
          );
        })}
      </ul>
      <div className="con-acts">
        {cursors.length > 1 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>上一页</Button>}
        {nextCursor !== null && <Button onClick={() => setCursors([...cursors, nextCursor])}>下一页</Button>}
      </div>
    </>
  );
}
