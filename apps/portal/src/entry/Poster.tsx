import { useState } from 'react';
import { Button, Dialog, SlowNote } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';

/** A winner's poster: shown as a picture, because in WeChat a long press is the way to keep one. */
export function Poster({ entryId, title }: { entryId: string; title: string }) {
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<'coming' | 'here' | 'failed'>('coming');
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        获奖海报
      </Button>
      <Dialog open={open} title="长按图片保存" onClose={() => setOpen(false)}>
        {open && state !== 'failed' && (
          <img
            className="entry__poster"
            src={api.url(endpoints.getPoster, { params: { id: entryId } })}
            alt={`《${title}》获奖海报`}
            width={1080}
            height={1760}
            onLoad={() => setState('here')}
            onError={() => setState('failed')}
          />
        )}
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
