/** A term on screen, Chinese first, English beside it. */
export interface Label {
  zh: string;
  en: string;
}

export type Language = keyof Label;

/** Puts `facts` into the `{name}` places of a sentence; a place without a fact shows an en dash. */
export function fill(sentence: string, facts: Readonly<Record<string, unknown>> = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    if (value === undefined || value === null) return '–';
    return Array.isArray(value) ? value.join('、') : String(value);
  });
}
