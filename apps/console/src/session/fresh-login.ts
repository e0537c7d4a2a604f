import { createContext, use } from 'react';

/** Runs work; where the server asks for a fresh login, asks for the password and runs it again. */
export type WithFreshLogin = <T>(work: () => Promise<T>) => Promise<T>;

export const FreshLoginContext = createContext<WithFreshLogin>((work) => work());

export const useFreshLogin = (): WithFreshLogin => use(FreshLoginContext);
