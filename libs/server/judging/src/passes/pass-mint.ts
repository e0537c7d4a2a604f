import { Injectable } from '@nestjs/common';
import type { Tx } from '@zuimei/persistence';
import { type NewPass, PassRepository } from '@zuimei/persistence/judging';
import { Ids } from '@zuimei/platform';
import { JudgingKeys } from '../judging-keys.js';

/** What a new pass is made for. */
export type PassFor = Omit<NewPass, 'id' | 'codeHmac' | 'secretHmac' | 'codeCounter'>;

/** Makes passes whose codes nobody else has. */
@Injectable()
export class PassMint {
  constructor(
    private readonly passes: PassRepository,
    private readonly keys: JudgingKeys,
    private readonly ids: Ids,
  ) {}

  /** Inserts one pass for each of `wanted` and gives them in order. */
  async mint(tx: Tx, wanted: readonly PassFor[]): Promise<NewPass[]> {
    const minted = wanted.map((pass) => this.#draw({ ...pass, id: this.ids.next() }, 0));
    for (;;) {
      const taken = await this.passes.takenCodes(
        tx,
        minted.map(({ codeHmac }) => codeHmac),
      );
      const seen = new Set<string>();
      let clash = false;
      minted.forEach((pass, i) => {
        const key = pass.codeHmac.toString('hex');
        if (taken.has(key) || seen.has(key)) {
          minted[i] = this.#draw(pass, pass.codeCounter + 1);
          clash = true;
        }
        seen.add(key);
      });
      if (!clash) break;
    }
    for (const pass of minted) await this.passes.insert(tx, pass);
    return minted;
  }

  #draw(pass: PassFor & { id: string }, codeCounter: number): NewPass {
    return {
      ...pass,
      codeCounter,
      codeHmac: this.keys.storedCode(this.keys.code(pass.id, codeCounter)),
      secretHmac: this.keys.storedSecret(pass.id, this.keys.secret(pass.id, codeCounter)),
    };
  }
}
