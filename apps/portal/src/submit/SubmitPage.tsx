import { type EditionView, type Out, type endpoints as Table } from '@zuimei/contracts';
import { ButtonLink, EmptyState } from '@zuimei/ui';
import { ProfileForm } from '../account/ProfileForm.js';
import { SignIn } from '../account/SignIn.js';
import { setAuthor, useAuthor } from '../account/use-author.js';
import { api, endpoints } from '../data/api.js';
import { useEdition, useEditions } from '../data/editions.js';
import { useResource } from '../data/store.js';
import { BackBar } from '../shell/BackBar.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { SubmitForm } from './SubmitForm.js';
import './submit.css';

type Mine = Out<(typeof Table)['listMySubmissions']>;

/** 拍照投稿: first who, then the photos, then the words. */
export function SubmitPage() {
  const editions = useEditions();
  const collecting = editions.data?.find(({ phase }) => phase === 'collecting');
  const edition = useEdition(collecting?.key ?? null);
  const author = useAuthor();

  const broken = [editions, edition, author].find((resource) => resource.error && resource.data === undefined);
  if (broken?.error) return <Failed error={broken.error} retry={broken.reload} />;
  if (editions.data && !collecting) {
    return (
      <main>
        <BackBar title="投稿" />
        <EmptyState title="现在没有正在征集的一期" action={<ButtonLink href="/gallery">看看大家的作品</ButtonLink>}>
          下一期开始时，这里就能投稿。
        </EmptyState>
      </main>
    );
  }
  if (!edition.data || author.data === undefined) return <Opening />;
  if (author.data === null) {
    return (
      <main>
        <BackBar title={`投稿 · ${edition.data.theme}`} />
        <SignIn why="登录后照片就是您名下的投稿，换一台手机也找得到。" onSignedIn={setAuthor} />
      </main>
    );
  }
  if (!author.data.displayName) {
    return (
      <main>
        <BackBar title={`投稿 · ${edition.data.theme}`} />
        <p className="pad zm-small narrow">获奖时怎么称呼您？填一次就好。</p>
        <ProfileForm author={author.data} onDone={() => undefined} />
      </main>
    );
  }
  return <WithQuota edition={edition.data} />;
}

function WithQuota({ edition }: { edition: EditionView }) {
  const mine = useResource<Mine>('mine', () => api.call(endpoints.listMySubmissions));
  if (mine.error && !mine.data) return <Failed error={mine.error} retry={mine.reload} />;
  if (!mine.data) return <Opening />;
  const quota = mine.data.quota ?? { used: 0, limit: edition.rules.quota };
  return <SubmitForm edition={edition} used={quota.used} limit={quota.limit} onSubmitted={mine.reload} />;
}
