import { type FormEvent, useState } from 'react';
import { type RECOGNISABLE, type SubmissionView } from '@zuimei/contracts';
import { RECOGNISABLE_LABELS } from '@zuimei/glossary';
import { Button, ChoiceChips, TextArea, TextField, toast } from '@zuimei/ui';
import { api, endpoints, isProblem } from '../data/api.js';

type Recognisable = (typeof RECOGNISABLE)[number];
const CHOICES = (Object.keys(RECOGNISABLE_LABELS) as Recognisable[]).map((value) => ({
  value,
  label: RECOGNISABLE_LABELS[value].zh,
}));

/** New words for a submission that was sent back; number and place in the queue stay. */
export function Amend({ submission, onDone }: { submission: SubmissionView; onDone: () => Promise<void> }) {
  const [title, setTitle] = useState(submission.title);
  const [story, setStory] = useState(submission.story);
  const [place, setPlace] = useState(submission.place);
  const [recognisable, setRecognisable] = useState<Recognisable>(submission.recognisable);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.call(endpoints.amendSubmission, {
        params: { id: submission.id },
        body: { title, story, place, recognisable },
      });
      toast('已交，审核员会再看一次。');
      await onDone();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      setError(problem.sentence.zh);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="account" onSubmit={(event) => void send(event)}>
      <TextField label="标题" limit={30} value={title} onChange={setTitle} required />
      <TextArea label="照片背后的故事" limit={300} rows={4} value={story} onChange={setStory} />
      <TextField label="在哪里拍的" limit={60} value={place} onChange={setPlace} error={error} required />
      <ChoiceChips legend="照片里能认出谁" choices={CHOICES} value={recognisable} onChange={setRecognisable} />
      <Button kind="primary" type="submit" wide busy={busy && '正在提交…'}>
        再交一次
      </Button>
      <p className="zm-caption">要换照片，请撤回后重新投；名额会还给您。</p>
    </form>
  );
}
