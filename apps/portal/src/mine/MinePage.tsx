import { useEffect, useState } from 'react';
import { type AuthorView, type Out, type endpoints as Table } from '@zuimei/contracts';
import { Button, ButtonLink, Dialog, EmptyState, formatDeadline } from '@zuimei/ui';
import { ProfileForm } from '../account/ProfileForm.js';
import { SignIn } from '../account/SignIn.js';
import { setAuthor, signOut, useAuthor } from '../account/use-author.js';
import { api, endpoints, isRefusal } from '../data/api.js';
import { useEdition } from '../data/editions.js';
import { useResource } from '../data/store.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { Work } from './Work.js';
import './mine.css';

type Mine = Out<(typeof Table)['listMySubmissions']>;

const MOVING_MS = 3000;
const RESTING_MS = 20_000;

export function MinePage() {
  const author = useAuthor();
  if (author.error && author.data === undefined) return <Failed error={author.error} retry={author.reload} />;
  if (author.data === undefined) return <Opening />;
  if (author.data === null) {
    return (
      <main>
        <SignIn why="登录后能看到自己的投稿走到了哪一步。" onSignedIn={setAuthor} />
      </main>
    );
  }
  return <Works author={author.data} />;
}

function Works({ author }: { author: AuthorView }) {
  const [editing, setEditing] = useState(false);
  const mine = useResource<Mine>('mine', async () => {
    try {
      return await api.call(endpoints.listMySubmissions);
    } catch (error) {
      if (isRefusal(error, 'UNAUTHENTICATED', 'SESSION_EXPIRED')) setAuthor(null);
      throw error;
    }
  });
  const moving = mine.data?.items.some(({ state }) => state === 'received') ?? false;
  const { reload } = mine;
  useEffect(() => {
    const timer = setInterval(
      () => document.visibilityState === 'visible' && void reload(),
      moving ? MOVING_MS : RESTING_MS,
    );
    return () => clearInterval(timer);
  }, [moving, reload]);

  if (mine.error && !mine.data) return <Failed error={mine.error} retry={mine.reload} />;
  const quota = mine.data?.quota;
  return (
    <main className="narrow">
      <header className="me">
        <div>
          <h1>{author.displayName ?? `尾号 ${author.phoneTail}`}</h1>
          <p className="zm-caption">{author.company ?? '还没有填单位'}</p>
        </div>
        {quota && (
          <p className="me__quota">
            <b>{quota.used}</b>
            <span className="zm-caption">
              {' '}
              / {quota.limit} 幅<br />
              本期已投
            </span>
          </p>
        )}
      </header>
      {mine.data?.items.length === 0 && (
        <Nothing editionKey={quota?.editionKey ?? null} left={quota ? quota.limit - quota.used : 0} />
      )}
      {mine.data?.items.map((submission) => (
        <Work key={submission.id} submission={submission} onChanged={reload} />
      ))}
      <p className="me__account">
        <Button kind="text" icon="edit" onClick={() => setEditing(true)}>
          改姓名和单位
        </Button>
        <Button kind="text" icon="out" onClick={() => void signOut()}>
          退出登录
        </Button>
      </p>
      <Dialog open={editing} title="姓名和单位" look="sheet" onClose={() => setEditing(false)}>
        <ProfileForm author={author} onDone={() => setEditing(false)} />
      </Dialog>
    </main>
  );
}

function Nothing({ editionKey, left }: { editionKey: string | null; left: number }) {
  const edition = useEdition(editionKey);
  return (
    <EmptyState
      title="这一格，等你来拍"
      lit={[2]}
      action={
        editionKey && (
          <ButtonLink kind="hot" icon="cam" href="/submit">
            拍照投稿
          </ButtonLink>
        )
      }
    >
      {edition.data
        ? `本期还能投 ${left} 幅，${formatDeadline(edition.data.collectingUntil)} 截稿。`
        : '现在没有正在征集的一期。'}
    </EmptyState>
  );
}
