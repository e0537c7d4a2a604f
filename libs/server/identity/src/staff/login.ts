/** A login as it is stored and looked up: normalised, folded to lower case, without white space at the ends. */
export const normalLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase();
