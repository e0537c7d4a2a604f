type Politeness = 'polite' | 'assertive';

const regions = new Map<Politeness, HTMLElement>();

const regionFor = (politeness: Politeness): HTMLElement => {
  const known = regions.get(politeness);
  if (known?.isConnected) return known;
  const region = document.createElement('div');
  region.className = 'zm-hidden';
  region.setAttribute('aria-live', politeness);
  region.setAttribute('role', politeness === 'assertive' ? 'alert' : 'status');
  document.body.append(region);
  regions.set(politeness, region);
  return region;
};

/**
 * Lets a screen reader say a sentence without moving the focus: one hidden live region for the page.
 * The same sentence twice is said twice.
 */
export const announce = (sentence: string, politeness: Politeness = 'polite'): void => {
  const region = regionFor(politeness);
  // Readers ignore a text that does not change; a no-break space makes it another text with the same sound.
  region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence;
};
