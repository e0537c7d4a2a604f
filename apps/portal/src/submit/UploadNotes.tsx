import { Note } from '@zuimei/ui';
import { type Keeping } from './use-draft.js';

interface UploadNotesProps {
  keeping: Keeping;
  notice: string | null;
}

/** What an author should know about the chosen photos before going on. */
export function UploadNotes({ keeping, notice }: UploadNotesProps) {
  return (
    <>
      {notice && (
        <Note tone="warn" live>
          {notice}
        </Note>
      )}
      {keeping === 'kept' ? (
        <Note tone="info">锁屏、切走、断网都不要紧，回来会从断开的地方接着传。</Note>
      ) : (
        <Note tone="warn">{NOT_KEPT[keeping]}</Note>
      )}
    </>
  );
}

const NOT_KEPT: Record<Exclude<Keeping, 'kept'>, string> = {
  blocked: '这个浏览器不让保存草稿（可能是无痕模式）。照样能传，断网也会接着传；传完之前请不要关掉这一页。',
  full: '手机存储空间不够，照片没能存一份。照样能传，断网也会接着传；传完之前请不要关掉这一页。',
};
