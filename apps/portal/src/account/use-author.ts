import { type AuthorView } from '@zuimei/contracts';
import { api, endpoints, isRefusal } from '../data/api.js';
import { type Resource, forget, put, useResource } from '../data/store.js';

const KEY = 'author';

/** The signed-in author; null where nobody is signed in. */
export const useAuthor = (): Resource<AuthorView | null> =>
  useResource<AuthorView | null>(KEY, async () => {
    try {
      return await api.call(endpoints.getAuthorSession);
    } catch (error) {
      if (isRefusal(error, 'UNAUTHENTICATED', 'SESSION_EXPIRED')) return null;
      throw error;
    }
  });

export const setAuthor = (author: AuthorView | null): void => {
  if (author === null) forget('mine');
  put(KEY, author);
};

export async function signOut(): Promise<void> {
  await api.call(endpoints.endAuthorSession).catch(() => undefined);
  setAuthor(null);
}
