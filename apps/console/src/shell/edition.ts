import { createContext, use } from 'react';
import { type EditionSummary } from '@zuimei/contracts';

export interface EditionChoice {
  editions: readonly EditionSummary[];
  /** The edition that every page is about; null while there is none. */
  edition: EditionSummary | null;
  choose: (key: string) => void;
  reload: () => Promise<void>;
}

export const EditionContext = createContext<EditionChoice | null>(null);

export function useEdition(): EditionChoice {
  const choice = use(EditionContext);
  if (!choice) throw new Error('useEdition outside its provider');
  return choice;
}
