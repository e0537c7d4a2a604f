import type { UnitOfWork } from '@zuimei/persistence';
import { type EditionRow, findEdition, insertEdition } from '@zuimei/persistence/contest';
import { randomUUID } from 'node:crypto';

const DAY = 86_400_000;

/** `anEdition('2026-11').closed().withQuota(2).create(db)`; it collects now unless told. */
export const anEdition = (key = '2026-11'): EditionBuilder => new EditionBuilder(key);

export class EditionBuilder {
  private now = new Date();
  private opensIn = -10;
  private closesIn = 10;
  private rules: Record<string, unknown> = {};

  constructor(private readonly key: string) {}

  /** The time that its schedule is laid around; that of the machine unless told. */
  at(now: Date): this {
    this.now = now;
    return this;
  }

  upcoming(): this {
    [this.opensIn, this.closesIn] = [10, 30];
    return this;
  }

  closed(): this {
    [this.opensIn, this.closesIn] = [-30, -1];
    return this;
  }

  withQuota(quota: number): this {
    this.rules = { ...this.rules, quota };
    return this;
  }

  withShortSide(minShortSide: number): this {
    this.rules = { ...this.rules, minShortSide };
    return this;
  }

  async create(db: UnitOfWork): Promise<EditionRow> {
    const after = (days: number): Date => new Date(this.now.getTime() + days * DAY);
    return db.run(async (tx) => {
      await insertEdition(tx, {
        id: randomUUID(),
        key: this.key,
        theme: '光与手',
        themeEn: 'Light and hands',
        lead: '把工作里最好看的一瞬间拍下来。',
        collectingFrom: after(this.opensIn),
        collectingUntil: after(this.closesIn),
        judgingFrom: after(this.closesIn + 5),
        rules: this.rules,
        isDemo: false,
        createdAt: this.now,
      });
      const row = await findEdition(tx, this.key);
      if (!row) throw new Error(`edition ${this.key} was not made`);
      return row;
    });
  }
}
