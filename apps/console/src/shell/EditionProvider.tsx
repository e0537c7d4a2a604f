import { type ReactNode, useState } from 'react';
import { Button, ErrorState } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { EditionContext } from './edition.js';

const KEY = 'zuimei-console-edition';

/** Loads the editions and remembers which one this person is working on. */
export function EditionProvider({ children }: { children: ReactNode }) {
  const { data, error, reload } = useLoad(
    'editions',
    async (signal) => (await api.call(endpoints.listEditions, {}, { signal })).items,
  );
  const [chosen, setChosen] = useState(() => localStorage.getItem(KEY));
  if (error && !data)
    return (
      <ErrorState
        title={error}
        safe="数据都在服务器上，没有丢。"
        action={<Button onClick={() => void reload()}>重试</Button>}
      />
    );
  if (!data) return null;
  const edition = data.find(({ key }) => key === chosen) ?? data[0] ?? null;
  const choose = (key: string) => {
    localStorage.setItem(KEY, key);
    setChosen(key);
  };
  return <EditionContext value={{ editions: data, edition, choose, reload }}>{children}</EditionContext>;
}
