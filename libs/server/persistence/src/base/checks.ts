/**
 * The SQL of a CHECK that holds a column to a closed set of words, for an entity's `@Check(name, oneOf(…))`.
 * Migrations state the same words literally; a test compares the two, so a word added to a tuple wants a migration.
 */
export function oneOf(column: string, words: readonly string[]): string {
  if (words.length === 0) throw new Error(`no words for ${column}`);
  for (const word of words) {
    if (!/^[a-z0-9_-]+$/i.test(word)) throw new Error(`not a plain word: ${word}`);
  }
  return `${column} IN (${words.map((word) => `'${word}'`).join(', ')})`;
}
