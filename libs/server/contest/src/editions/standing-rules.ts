import type { EditionRules } from '@zuimei/domain';
import type { Queryable, Tx } from '@zuimei/persistence';
import { findEdition, holdEdition } from '@zuimei/persistence/contest';
import { rulesOf } from './edition-rules.js';

/** The rules of an edition as they stand. @throws where the edition does not exist */
export async function editionRules(db: Queryable, key: string): Promise<EditionRules> {
  const row = await findEdition(db, key);
  if (!row) throw new Error(`there is no edition ${key}`);
  return rulesOf(row);
}

/** The same, and nobody changes them before this transaction ends. @throws where the edition does not exist */
export async function holdEditionRules(tx: Tx, key: string): Promise<EditionRules> {
  const row = await holdEdition(tx, key);
  if (!row) throw new Error(`there is no edition ${key}`);
  return rulesOf(row);
}
