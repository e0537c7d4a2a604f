import { useState } from 'react';
import { editionLabel } from '@zuimei/glossary';
import { ButtonLink, EmptyState, Note, TextField } from '@zuimei/ui';
import { api, endpoints, isRefusal } from '../data/api.js';
import { useResource } from '../data/store.js';
import { BackBar } from '../shell/BackBar.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { receiptAnswer } from './answer.js';
import './receipts.css';

/** A juror types their receipt. The whole list is here, so nobody learns which one was asked for. */
export function ReceiptPage({ roundId }: { roundId: string }) {
  const receipts = useResource(`receipts ${roundId}`, async () => {
    try {
      return await api.call(endpoints.listReceipts, { params: { id: roundId } });
    } catch (error) {
      if (isRefusal(error, 'RESULT_NOT_PUBLIC')) return null;
      throw error;
    }
  });
  const [typed, setTyped] = useState('');
  if (receipts.error && receipts.data === undefined) return <Failed error={receipts.error} retry={receipts.reload} />;
  if (receipts.data === undefined) return <Opening />;
  if (receipts.data === null) {
    return (
      <main className="narrow">
        <BackBar title="查投票凭证" />
        <EmptyState title="结果还没有公布">凭证留好：公布之后，在这里能查到。</EmptyState>
      </main>
    );
  }
  const { items, editionKey, roundName } = receipts.data;
  const answer = receiptAnswer(items, typed);
  return (
    <main className="narrow">
      <BackBar title="查投票凭证" end={`${editionLabel(editionKey)} ${roundName}`} />
      <div className="prose receipt">
        <p>交还平板时，屏幕上有十位凭证。在册，就是您的选票收到了，并计入了这个结果；凭证不说选了什么。</p>
        <TextField
          label="投票凭证"
          placeholder="XXXX-XXXX-XX"
          autoComplete="off"
          autoCapitalize="characters"
          value={typed}
          onChange={setTyped}
          error={
            answer === 'malformed' &&
            typed.replace(/[\s-]/g, '').length >= 10 &&
            '凭证是十个数字和字母，没有字母 U；请再核对一遍。'
          }
        />
        <div role="status">
          {answer === 'listed' && (
            <Note tone="ok" title="在册">
              这张选票收到了，并计入了结果。
            </Note>
          )}
          {answer === 'not-listed' && (
            <Note tone="warn" title="不在册">
              请核对一遍字符。在两台平板上都交过的，只有先收到的那张凭证在册。仍查不到的，请带着凭证找监督员：账本里有每一次作答，可以查。
            </Note>
          )}
        </div>
        <p className="zm-caption">
          本轮共 {items.length} 张选票，{items.length} 个凭证。查询在您的手机上做，不会发给任何人。
        </p>
        <p>
          <ButtonLink href={`/winners/${editionKey}`}>看获奖作品</ButtonLink>
        </p>
      </div>
    </main>
  );
}
