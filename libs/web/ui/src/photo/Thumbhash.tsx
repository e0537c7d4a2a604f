import { useLayoutEffect, useRef } from 'react';
import { bytesFromBase64, decodeThumbhash } from './thumbhash.js';

/**
 * The coarse colours of a picture, painted before its first byte has come. A canvas needs neither a `data:` source nor
 * an inline style, so no content security policy has to be opened for it.
 */
export function Thumbhash({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    try {
      const { width, height, rgba } = decodeThumbhash(bytesFromBase64(hash));
      element.width = width;
      element.height = height;
      element.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
    } catch {
      // Colours are a courtesy: a hash that cannot be read leaves the plain ground of the box.
      element.width = 0;
    }
  }, [hash]);
  return <canvas ref={canvas} className="zm-photo__hash" aria-hidden="true" />;
}
