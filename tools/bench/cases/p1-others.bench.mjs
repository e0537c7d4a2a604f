// P1-OTHERS: measured where sharp may be imported, in the picture room.
import { run } from '../../../libs/server/imaging/bench/pictures.mjs';

export const id = 'P1-OTHERS';

export async function measure() {
  const [result] = await run({ only: [id] });
  return result;
}
