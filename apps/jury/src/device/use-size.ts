import { useLayoutEffect, useState, type RefObject } from 'react';

/** The content size of an element in CSS pixels, followed through rotation and enlarged text; null before it is known. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } | null {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const read = () => {
      const style = getComputedStyle(target);
      const px = (length: string) => parseFloat(length) || 0;
      const width = target.clientWidth - px(style.paddingLeft) - px(style.paddingRight);
      const height = target.clientHeight - px(style.paddingTop) - px(style.paddingBottom);
      setSize((now) => (now?.width === width && now.height === height ? now : { width, height }));
    };
    read();
    const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(read) : undefined;
    observer?.observe(target);
    return () => observer?.disconnect();
  }, [element]);
  return size;
}
