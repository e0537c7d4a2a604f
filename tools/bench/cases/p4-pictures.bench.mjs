// P4: measured where sharp may be imported, in the picture room.
import { run } from '../../../libs/server/imaging/bench/pictures.mjs';

export const id = 'P4';

export async function measure() {
  const [result] = await run({ only: [id], runs: 5 });
  return result;
}
