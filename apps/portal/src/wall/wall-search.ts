import { DISTRICTS, type District } from '@zuimei/domain';
import { useSearchParams } from 'wouter';

/** What of the wall is looked at; stands in the address, so that going back shows the same again. */
export interface WallSearch {
  year: number;
  /** 1 to 12; null: the whole year. */
  month: number | null;
  district: District | null;
}

/** Reads an address; what makes no sense in it is taken for left out. */
export function readWallSearch(search: URLSearchParams, thisYear: number): WallSearch {
  const number = (name: string, least: number, most: number): number | null => {
    const text = search.get(name) ?? '';
    const value = Number(text);
    return /^\d{1,4}$/.test(text) && value >= least && value <= most ? value : null;
  };
  return {
    year: number('year', 2000, thisYear) ?? thisYear,
    month: number('month', 1, 12),
    district: DISTRICTS.find((district) => district === search.get('district')) ?? null,
  };
}

/** The address of a search; what is usual is left out. */
export function writeWallSearch({ year, month, district }: WallSearch, thisYear: number): Record<string, string> {
  return {
    ...(year !== thisYear && { year: String(year) }),
    ...(month !== null && { month: String(month) }),
    ...(district !== null && { district }),
  };
}

export function useWallSearch(thisYear: number): [WallSearch, (part: Partial<WallSearch>) => void] {
  const [params, setParams] = useSearchParams();
  const search = readWallSearch(params, thisYear);
  return [search, (part) => setParams(writeWallSearch({ ...search, ...part }, thisYear), { replace: true })];
}
