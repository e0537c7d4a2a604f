/** How a winner who gave no name is called. */
const UNNAMED = '一位职工';

/** The name and workplace that stand beside a winning photo. */
export const makerOf = (row: {
  displayName: string | null;
  company: string | null;
}): { displayName: string; company: string | null } => ({
  displayName: row.displayName ?? UNNAMED,
  company: row.company,
});
