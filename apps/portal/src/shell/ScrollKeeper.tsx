import { useEffect } from 'react';
import { useLocation } from 'wouter';

/** Where each place in the history was scrolled to, so that going back ends at the same photo. */
const places = new Map<string, number>();
const FRAMES = 60;

export function ScrollKeeper() {
  const [location] = useLocation();
  useEffect(() => {
    history.scrollRestoration = 'manual';
  }, []);
  useEffect(() => {
    const target = cameBack ? (places.get(location) ?? 0) : 0;
    cameBack = false;
    let frames = 0;
    let request = 0;
    // What is scrolled to may have to be drawn first.
    const settle = () => {
      window.scrollTo(0, target);
      if (Math.abs(window.scrollY - target) > 1 && ++frames < FRAMES) request = requestAnimationFrame(settle);
    };
    settle();
    const keep = () => void places.set(location, window.scrollY);
    window.addEventListener('scroll', keep, { passive: true });
    return () => {
      cancelAnimationFrame(request);
      window.removeEventListener('scroll', keep);
    };
  }, [location]);
  return null;
}

let cameBack = false;
window.addEventListener('popstate', () => {
  cameBack = true;
});
