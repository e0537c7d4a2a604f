export interface Holder {
  name: string;
  company: string | null;
  phone: string | null;
}

/**
 * Reads jurors from pasted lines: name, company, phone, parted by tabs, commas (also Chinese ones) or several spaces.
 * Gives the numbers of lines that cannot be read.
 */
export function readHolders(text: string): { holders: Holder[]; faulty: number[] } {
  const holders: Holder[] = [];
  const faulty: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const cells = line
      .split(/\t|,|，|;|；| {2,}/)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    if (cells.length === 0) continue;
    const phones = cells.filter((cell) => /^1\d{10}$/.test(cell));
    const [name, company, ...rest] = cells.filter((cell) => !phones.includes(cell));
    if (!name || name.length > 40 || (company?.length ?? 0) > 60 || rest.length > 0 || phones.length > 1)
      faulty.push(index + 1);
    else holders.push({ name, company: company ?? null, phone: phones[0] ?? null });
  }
  return { holders, faulty };
}
