import { useState } from 'react';
import { MISSING_GLYPHS_HEADER, missingGlyphsOf, missingGlyphsSentence } from '@zuimei/glossary';
import { Button, Dialog, SlowNote } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';

/** Which characters of a picture stand as 〓. It was just shown, so this asks the browser’s own copy. */
async function missingIn(src: string): Promise<string[]> {
  try {
    const reply = await fetch(src, { cache: 'force-cache', credentials: 'same-origin' });
    return reply.ok ? missingGlyphsOf(reply.headers.get(MISSING_GLYPHS_HEADER)) : [];
  } catch {
    return [];
  }
}

/** A winner's poster: shown as a picture, because in WeChat a long press is the way to keep one. */
export function Poster({ entryId, title }: { entryId: string; title: string }) {
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<'coming' | 'here' | 'failed'>('coming');
  const [missing, setMissing] = useState<string[]>([]);
  const src = api.url(endpoints.getPoster, { params: { id: entryId } });
  const shown = async () => {
    setState('here');
    setMissing(await missingIn(src));
  };
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        获奖海报
      </Button>
      <Dialog open={open} title="长按图片保存" onClose={() => setOpen(false)}>
        {open && state !== 'failed' && (
          <img
            className="entry__poster"
            src={src}
            alt={`《${title}》获奖海报`}
            width={1080}
            height={1760}
            onLoad={() => void shown()}
            onError={() => setState('failed')}
          />
        )}
        {missing.length > 0 && <p className="zm-small">{missingGlyphsSentence(missing, '海报上')}</p>}
        {state === 'coming' && <SlowNote>海报正在画，请稍等。</SlowNote>}
        {state === 'failed' && (
          <p>
            海报没有取到。{' '}
            <Button kind="text" onClick={() => setState('coming')}>
              再试一次
            </Button>
          </p>
        )}
      </Dialog>
    </>
  );
}
