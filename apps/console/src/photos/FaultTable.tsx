import { useState } from 'react';
import { type PhotoCheckView, type PhotoFaultView } from '@zuimei/contracts';
import { editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { Button, StatusPill } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { FAULT_STATES, lossInWords, missingInWords } from './check-words.js';

/** The photos of which something is missing, by entry number and title; those that cannot be mended first. */
export function FaultTable({ check }: { check: PhotoCheckView }) {
  const { id, queued, mended, lost } = check;
  const load = (query: { state?: PhotoFaultView['state']; cursor?: string }, signal?: AbortSignal) =>
    api.call(endpoints.listPhotoFaults, { params: { id }, query: { limit: 50, ...query } }, signal ? { signal } : {});
  // The numbers are part of the key: a photo that was mended meanwhile moves.
  const first = useLoad(
    queued + mended + lost > 0 ? `faults ${id} ${queued} ${mended} ${lost}` : null,
    async (signal) => {
      const [bad, all] = await Promise.all([load({ state: 'lost' }, signal), load({}, signal)]);
      return {
        ...all,
        items: [...bad.items, ...all.items.filter(({ state }) => state !== 'lost')],
      };
    },
  );
  const [more, setMore] = useState<PhotoFaultView[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const { busy, act } = useAct();
  if (!first.data || first.data.items.length === 0) return null;
  const next = cursor === undefined ? first.data.nextCursor : cursor;
  const loadMore = async () => {
    const page = await act('正在读取…', () => load({ cursor: next ?? '' }));
    if (!page) return;
    setMore((old) => [...old, ...page.items]);
    setCursor(page.nextCursor);
  };
  const items = [...new Map([...first.data.items, ...more].map((item) => [item.photoId, item])).values()];
  return (
    <>
      <table className="zm-table">
        <thead>
          <tr>
            <th scope="col">期</th>
            <th scope="col">作品</th>
            <th scope="col">标题</th>
            <th scope="col">缺什么</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((fault) => (
            <tr key={fault.photoId}>
              <td>{editionLabel(fault.editionKey)}</td>
              <td>
                {fault.number === null
                  ? `投稿 ${fault.submissionId.slice(-6).toUpperCase()}`
                  : entryNumberLabel(fault.number)}
              </td>
              <td>{fault.title}</td>
              <td>{missingInWords(fault.missing)}</td>
              <td>
                <StatusPill tone={FAULT_STATES[fault.state].tone}>{FAULT_STATES[fault.state].zh}</StatusPill>{' '}
                {fault.loss && <span className="zm-small">{lossInWords(fault.loss, fault.missing)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {next && (
        <p className="con-acts">
          <Button busy={busy} onClick={() => void loadMore()}>
            更多
          </Button>
        </p>
      )}
    </>
  );
}
