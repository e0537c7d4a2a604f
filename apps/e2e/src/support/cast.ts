import { ApiPerson } from './api-person.js';
import { type PictureFolder } from './pictures.js';
import { fillEdition } from './stage.js';
import { type System } from './system.js';

// Who takes part in the vote, and how they think.

export const EDITION = '2026-11';
/** Three screens of nine for each juror. */
export const ENTRIES = 27;
const EACH = 5;

export const phoneOf = (author: number): string => `1370000000${author}`;
const makerOf = (entry: number) => Math.ceil(entry / EACH);

/** Name and workplace of the jurors as an organizer pastes them; some characters are in few typefaces. */
export const JURORS = [
  '王𬱖，东湖机械厂',
  '李㛃，城东公交公司',
  '赵䶮，滨海环卫中心',
  '陈喆，东湖机械厂',
  '周堃，市总工会',
  '吴𠅤，市总工会',
];

/**
 * Which of two entries a juror likes better, the smaller figure first. All like the first three best; of the others each
 * juror dislikes a third of their own, so that nothing else is picked by all.
 */
export const taste =
  (juror: number) =>
  (entry: number): number =>
    entry <= 3 ? entry : entry + (entry % 3 === juror % 3 ? 2 * ENTRIES : 0);

/** The works of six authors, five each, with the numbers 1 to 27 in this order. */
export async function fillByAuthors(system: System, pictures: PictureFolder): Promise<void> {
  const places = Array.from({ length: ENTRIES }, (_, index) => index + 1);
  const authors = await Promise.all(
    places
      .filter((place) => place <= makerOf(ENTRIES))
      .map((author) =>
        new ApiPerson(system.origin).signInAsAuthor(phoneOf(author), `作者${author}`, `第${author}分公司`),
      ),
  );
  const photos = await Promise.all(places.map((place) => pictures.plain(place)));
  await fillEdition(
    system,
    EDITION,
    photos.map((photo, index) => ({
      author: authors[makerOf(index + 1) - 1] as ApiPerson,
      title: `瞬间${index + 1}`,
      photo,
    })),
  );
}
