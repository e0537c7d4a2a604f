import { useEffect, useRef } from 'react';
import { type PhotoView } from '@zuimei/contracts';
import { Icon } from '@zuimei/ui';

/** The photo at twice the page's width, to be moved about; the browser's own pinch goes further. */
export function Zoom({ photo, alt, onClose }: { photo: PhotoView; alt: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    const element = pane.current;
    element?.scrollTo(
      (element.scrollWidth - element.clientWidth) / 2,
      (element.scrollHeight - element.clientHeight) / 2,
    );
  }, []);
  return (
    <dialog ref={dialog} className="zoom" aria-label={`放大看《${alt}》`} onClose={onClose}>
      <div className="zoom__pane" ref={pane} tabIndex={0} onDoubleClick={() => dialog.current?.close()}>
        <img src={photo.src2048} width={photo.width} height={photo.height} alt={alt} />
      </div>
      <button type="button" className="zoom__close" onClick={() => dialog.current?.close()}>
        <Icon name="close" label="关闭" />
      </button>
    </dialog>
  );
}
