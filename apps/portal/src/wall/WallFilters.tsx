import { DISTRICTS } from '@zuimei/domain';
import { type MomentView } from '@zuimei/contracts';
import { DISTRICT_LABELS } from '@zuimei/glossary';
import { Button } from '@zuimei/ui';
import { type WallSearch } from './wall-search.js';

interface WallFiltersProps {
  search: WallSearch;
  change: (part: Partial<WallSearch>) => void;
  /** Of the whole year. */
  moments: readonly MomentView[];
  thisYear: number;
}

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);

/** Year, month and district; only districts that somebody lets be shown. */
export function WallFilters({ search, change, moments, thisYear }: WallFiltersProps) {
  const { year, month, district } = search;
  const present = DISTRICTS.filter((name) => name === district || moments.some((moment) => moment.district === name));
  return (
    <div className="wall__filters">
      <span className="wall__years">
        <Button kind="text" onClick={() => change({ year: year - 1 })} aria-label={`${year - 1} 年`}>
          ‹
        </Button>
        <b>{year}</b>
        {year < thisYear && (
          <Button kind="text" onClick={() => change({ year: year + 1 })} aria-label={`${year + 1} 年`}>
            ›
          </Button>
        )}
      </span>
      <label>
        <span className="zm-hidden">月份</span>
        <select
          value={month ?? ''}
          onChange={({ target }) => change({ month: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">全年</option>
          {MONTHS.map((value) => (
            <option key={value} value={value}>
              {value} 月
            </option>
          ))}
        </select>
      </label>
      {present.length > 0 && (
        <label>
          <span className="zm-hidden">区</span>
          <select
            value={district ?? ''}
            onChange={({ target }) => change({ district: present.find((name) => name === target.value) ?? null })}
          >
            <option value="">各区</option>
            {present.map((name) => (
              <option key={name} value={name}>
                {DISTRICT_LABELS[name].zh}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
