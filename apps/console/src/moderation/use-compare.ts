import { useState } from 'react';
import { type ModerationItem } from '@zuimei/contracts';
import { announce } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';

/** Which of the like photos stands beside the one on the stage, and the word that two are not the same. */
export function useCompare(item: ModerationItem | undefined, onChanged: (item: ModerationItem) => void) {
  const { busy, act } = useAct();
  const [shown, setShown] = useState<{ id: string; place: number }>();
  const [refusal, setRefusal] = useState<string>();
  const count = item?.similar.length ?? 0;
  const place = shown?.id === item?.id ? Math.min(shown?.place ?? 0, count - 1) : -1;
  const other = item?.similar[place];

  const open = (at: number) => {
    if (!item || count === 0) return;
    setRefusal(undefined);
    setShown({ id: item.id, place: (at + count) % count });
  };
  const tellApart = async () => {
    if (!item || !other || busy) return;
    setRefusal(undefined);
    const changed = await act(
      '正在记录…',
      () => api.call(endpoints.tellApart, { params: { id: item.id }, body: { otherId: other.submissionId } }),
      setRefusal,
    );
    if (!changed) return;
    announce('已记下：不是同一张');
    onChanged(changed);
  };
  return {
    place,
    other,
    busy,
    refusal,
    open,
    go: (by: 1 | -1) => open(place + by),
    close: () => setShown(undefined),
    tellApart,
  };
}
