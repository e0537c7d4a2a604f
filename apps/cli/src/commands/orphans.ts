import { FindOrphans, openPhotoStore, type Orphan, RemoveOrphan, StagingFolder } from '@zuimei/contest';
import { loadConfig, SystemClock } from '@zuimei/platform';
import { type Command, UsageError } from '../command.js';
import { withDatabase } from '../database-context.js';
import { runningDatabase } from '../start/database.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** Anything younger may belong to an upload or a job that is under way. */
const LEAST_AGE_MS = UNITS.h;

export const orphans: Command = {
  name: 'orphans',
  usage: 'orphans [--json] [--remove] [--older-than 24h]',
  about:
    'Lists objects of the picture store, staged files and work folders that no row names, one a line; --remove removes them, each after another look.',
  options: {
    json: { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
    'older-than': { type: 'string', default: '24h' },
  },
  async run({ values, positionals, say }) {
    if (positionals.length > 0) throw new UsageError('orphans takes no names');
    const ageMs = ageIn(String(values['older-than']));
    const config = loadConfig();
    const store = openPhotoStore(config);
    const staging = StagingFolder.of(config);
    await staging.prepare();
    return withDatabase(runningDatabase(config), async ({ db, unit }) => {
      const find = new FindOrphans(db, store, staging, new SystemClock());
      const remove = values.remove ? new RemoveOrphan(db, unit, store, staging) : null;
      const total = { found: 0, foundBytes: 0, removed: 0, removedBytes: 0, unknown: 0 };
      for await (const orphan of find.find(ageMs)) {
        const removed = remove ? await remove.run(orphan) : false;
        count(total, orphan, removed);
        say(values.json ? JSON.stringify({ ...orphan, removed }) : inWords(orphan, removed));
      }
      say(values.json ? JSON.stringify({ total }) : totalInWords(total, remove !== null));
      return 0;
    });
  },
};

interface Total {
  found: number;
  foundBytes: number;
  removed: number;
  removedBytes: number;
  unknown: number;
}

function count(total: Total, { kind, bytes }: Orphan, removed: boolean): void {
  total.found += 1;
  total.foundBytes += bytes;
  if (kind === 'unknown') total.unknown += 1;
  if (!removed) return;
  total.removed += 1;
  total.removedBytes += bytes;
}

/** `90m`, `24h`, `7d` in milliseconds. */
function ageIn(text: string): number {
  const [, number, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  if (number === undefined) throw new UsageError(`--older-than is a number of m, h or d as in 24h, not ${text}`);
  const ms = Number(number) * UNITS[unit as keyof typeof UNITS];
  if (ms < LEAST_AGE_MS) throw new UsageError('--older-than is at least 1h: younger things may still be in use');
  return ms;
}

const KINDS: Record<Orphan['kind'], string> = {
  object: 'object ',
  staged: 'staged ',
  work: 'work   ',
  unknown: 'unknown',
};

const inWords = ({ kind, name, bytes, modifiedAt }: Orphan, removed: boolean): string =>
  `${removed ? 'removed ' : ''}${KINDS[kind]}  ${modifiedAt.toISOString()}  ${String(bytes).padStart(10)} bytes  ${name}`;

function totalInWords({ found, foundBytes, removed, removedBytes, unknown }: Total, removing: boolean): string {
  const parts = [`${found} without a row, ${foundBytes} bytes`];
  if (removing) parts.push(`${removed} removed, ${removedBytes} bytes`);
  if (unknown > 0) parts.push(`${unknown} unknown: not put there by this program, and left alone`);
  return parts.join('; ');
}
