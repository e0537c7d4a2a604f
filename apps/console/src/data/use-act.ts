import { useState } from 'react';
import { toast } from '@zuimei/ui';
import { isProblem } from './api.js';
import { useFreshLogin } from '../session/fresh-login.js';

/**
 * Runs an act that may be refused: shows the sentence of a refusal (a modal dialog hides toasts and shows it itself), asks
 * for the password where a fresh login is wanted and then runs it again. Gives undefined where it did not happen.
 */
export function useAct() {
  const [busy, setBusy] = useState<string | false>(false);
  const withFreshLogin = useFreshLogin();
  const act = async <T>(
    label: string,
    work: () => Promise<T>,
    onRefused: (sentence: string) => void = toast,
  ): Promise<T | undefined> => {
    setBusy(label);
    try {
      return await withFreshLogin(work);
    } catch (error) {
      if (!isProblem(error)) throw error;
      onRefused(error.sentence.zh);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, act };
}
