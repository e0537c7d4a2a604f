import { useState } from 'react';
import { type SubmissionView } from '@zuimei/contracts';
import {
  DISTRICT_LABELS,
  RECOGNISABLE_LABELS,
  SUBMISSION_STATE_LABELS,
  editionLabel,
  entryNumberLabel,
} from '@zuimei/glossary';
import { Button, Dialog, Note, Photo, type PillTone, StatusPill, Timeline, formatDate, toast } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints, isProblem } from '../data/api.js';
import { Amend } from './Amend.js';
import { OriginalButton } from './OriginalButton.js';
import { reasonInWords, stepsOf } from './steps.js';

const TONES: Partial<Record<SubmissionView['state'], PillTone>> = {
  approved: 'ok',
  'fix-requested': 'warn',
  rejected: 'bad',
  unreadable: 'bad',
};
const OPEN: readonly SubmissionView['state'][] = ['received', 'processed', 'approved', 'fix-requested', 'rejected'];

/** One photo and one timeline; a refusal is a box that starts with the rule and ends with what is possible. */
export function Work({ submission, onChanged }: { submission: SubmissionView; onChanged: () => Promise<void> }) {
  const { photo, entry, award, state } = submission;
  const [asking, setAsking] = useState<'withdraw' | 'amend' | null>(null);
  const [busy, setBusy] = useState(false);
  const steps = stepsOf(submission);
  const reason = reasonInWords(submission);
  const mayLeave = OPEN.includes(state);

  const withdraw = async () => {
    setBusy(true);
    try {
      await api.call(endpoints.withdrawSubmission, { params: { id: submission.id }, body: {} });
      toast('已撤回，照片已从所有公开页面撤下。');
      await onChanged();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      toast(problem.sentence.zh);
    } finally {
      setBusy(false);
      setAsking(null);
    }
  };

  return (
    <article className="work">
      <div className="work__head">
        {photo ? (
          <Photo
            src={photo.src320}
            width={photo.width}
            height={photo.height}
            thumbhash={photo.thumbhash}
            alt={submission.title}
          />
        ) : (
          <span className="work__none">{state === 'received' ? '正在处理…' : '没有照片'}</span>
        )}
        <div>
          <h2>
            {entry?.state === 'active' ? (
              <Link href={`/entries/${entry.id}`}>《{submission.title}》</Link>
            ) : (
              `《${submission.title}》`
            )}
          </h2>
          <p className="zm-caption">
            {editionLabel(submission.editionKey)}
            {entry && ` · 作品 ${entryNumberLabel(entry.number)}`}
          </p>
          <p>
            {award && state !== 'withdrawn' ? (
              <StatusPill tone="seal">获奖 · {award.prize}</StatusPill>
            ) : (
              (state !== 'approved' || !steps) && (
                <StatusPill tone={TONES[state]}>{SUBMISSION_STATE_LABELS[state].zh}</StatusPill>
              )
            )}
          </p>
        </div>
      </div>
      {steps && <Timeline label={`《${submission.title}》的进度`} steps={steps} />}
      {reason && (
        <Note tone={state === 'fix-requested' ? 'warn' : 'bad'} title={reason.rule}>
          {reason.next}
        </Note>
      )}
      <Consent submission={submission} />
      {(mayLeave || photo) && (
        <div className="work__acts">
          {state === 'fix-requested' && (
            <Button kind="primary" onClick={() => setAsking('amend')}>
              改好再交
            </Button>
          )}
          {mayLeave && (
            <Button kind={state === 'fix-requested' ? 'plain' : 'text'} onClick={() => setAsking('withdraw')}>
              撤回
            </Button>
          )}
          {photo && <OriginalButton submissionId={submission.id} />}
        </div>
      )}
      <Dialog
        open={asking === 'withdraw'}
        title={`撤回《${submission.title}》？`}
        onClose={() => setAsking(null)}
        actions={
          <>
            <Button onClick={() => setAsking(null)}>不撤回</Button>
            <Button kind="danger" busy={busy && '正在撤回…'} onClick={() => void withdraw()}>
              撤回
            </Button>
          </>
        }
      >
        <p>
          {award
            ? '照片和您的姓名马上从所有公开页面撤下，不能再恢复。获奖名次和票数留着，写明「已撤回」。'
            : '照片马上从所有公开页面撤下，不能再恢复；名额会还给您，可以再投一幅。'}
        </p>
      </Dialog>
      {asking === 'amend' && (
        <Dialog open title="改好再交" look="sheet" onClose={() => setAsking(null)}>
          <Amend
            submission={submission}
            onDone={async () => {
              setAsking(null);
              await onChanged();
            }}
          />
        </Dialog>
      )}
    </article>
  );
}

/** What the author agreed to, and when: the text of that version stays readable. */
function Consent({ submission: { consent, recognisable, district } }: { submission: SubmissionView }) {
  return (
    <details className="work__consent">
      <summary className="zm-caption">投稿时的授权（{consent.version} 版）</summary>
      <ul className="zm-small">
        <li>
          {formatDate(consent.at)}同意
          <Link className="zm-link" href={`/consent?version=${consent.version}`}>
            《投稿授权说明》{consent.version} 版
          </Link>
        </li>
        <li>照片是我拍的：{yesOrNo(consent.original)}</li>
        <li>照片里能认出谁：{RECOGNISABLE_LABELS[recognisable].zh}</li>
        <li>不含单位秘密：{yesOrNo(consent.noSecrets)}</li>
        <li>
          留下拍摄的区：
          {!consent.district ? '没有' : district ? DISTRICT_LABELS[district].zh : '照片里没有深圳的位置'}
        </li>
      </ul>
    </details>
  );
}

const yesOrNo = (answer: boolean) => (answer ? '是' : '没有确认');
