import { Injectable } from '@nestjs/common';
import { ReadDb } from '@zuimei/persistence';

/** Milliseconds after which a part that does not answer counts as failing. */
const PATIENCE = 2_000;

/** The parts that this program needs, and whether they answer. Slices register theirs at start. */
@Injectable()
export class Health {
  readonly #parts = new Map<string, () => Promise<unknown>>();

  constructor(db: ReadDb) {
    this.register('database', () => db.query('SELECT 1'));
  }

  /** `ask` resolves where the part answers. */
  register(name: string, ask: () => Promise<unknown>): void {
    this.#parts.set(name, ask);
  }

  async look(): Promise<{ status: 'ok' | 'degraded'; parts: Record<string, 'ok' | 'failing'> }> {
    const parts = Object.fromEntries(
      await Promise.all([...this.#parts].map(async ([name, ask]) => [name, await answers(ask)] as const)),
    );
    return { status: Object.values(parts).includes('failing') ? 'degraded' : 'ok', parts };
  }
}

async function answers(ask: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failing'>((resolve) => {
    timer = setTimeout(() => resolve('failing'), PATIENCE);
  });
  const asked = ask().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer;
}
