import { useState } from 'react';
import { type EntryView, type HeartView } from '@zuimei/contracts';
import { Button, Dialog, announce, formatCount, toast } from '@zuimei/ui';
import { SignIn } from '../account/SignIn.js';
import { setAuthor, useAuthor } from '../account/use-author.js';
import { api, endpoints, isProblem, isRefusal } from '../data/api.js';
import { put, useResource } from '../data/store.js';

/** 点赞: one a person and photo, taken back by the same button; how many there are is told after publication. */
export function Heart({ entry }: { entry: EntryView }) {
  const author = useAuthor();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const key = `mine heart ${entry.id}`;
  const params = { id: entry.id };
  const heart = useResource<HeartView>(author.data ? key : null, () => api.call(endpoints.getHeart, { params }));
  const given = heart.data?.given ?? false;
  const count = heart.data?.count ?? entry.hearts;

  const set = async (give: boolean) => {
    setBusy(true);
    try {
      put(
        key,
        give
          ? await api.call(endpoints.giveHeart, { params, body: {} })
          : await api.call(endpoints.takeHeartBack, { params }),
      );
      announce(give ? '已点赞' : '已取消点赞');
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (isRefusal(error, 'UNAUTHENTICATED', 'SESSION_EXPIRED')) setAsking(true);
      else toast(error.sentence.zh);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="entry__heart">
      <Button
        icon="heart"
        aria-pressed={given}
        busy={busy && '请稍等…'}
        onClick={() => (author.data ? void set(!given) : setAsking(true))}
      >
        {given ? '已点赞' : '点赞'}
        {count !== null && ` ${formatCount(count)}`}
      </Button>
      <span className="zm-caption">
        {given ? '再点一下取消。' : ''}
        {count === null ? '点赞不是评审票，公布结果以后才显示有多少。' : '点赞不是评审票。'}
      </span>
      <Dialog open={asking} look="sheet" title="给作品点赞" onClose={() => setAsking(false)}>
        <SignIn
          why="一人一幅点一次，登录以后才能点。"
          onSignedIn={(signedIn) => {
            setAuthor(signedIn);
            setAsking(false);
            void set(true);
          }}
        />
      </Dialog>
    </div>
  );
}
