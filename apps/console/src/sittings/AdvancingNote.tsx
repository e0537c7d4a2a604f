import { entryNumberLabel } from '@zuimei/glossary';
import { Note } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { cutInWords } from './cut-words.js';

/** Who goes on from a counted round: the line in words, then the numbers. */
export function AdvancingNote({ roundId }: { roundId: string }) {
  const cut = useLoad(`advancing ${roundId}`, (signal) =>
    api.call(endpoints.getAdvancing, { params: { id: roundId } }, { signal }),
  );
  if (!cut.data) return cut.error ? <Note tone="info">{cut.error}</Note> : null;
  const { pending, state, numbers, roundName } = cut.data;
  return (
    <Note tone={pending ? 'warn' : 'info'} title={`从「${roundName}」进入的作品`}>
      {cutInWords(cut.data).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {pending && <p>还有并列要现场加投，进入的作品可能会变。</p>}
      {state === 'tallied' && !pending && <p>结果确认以后，就按这个名单进入。</p>}
      <p className="zm-caption">{numbers.map(entryNumberLabel).join('、')}</p>
    </Note>
  );
}
