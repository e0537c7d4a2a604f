import { heifKinds } from './accepted-heifs.js';
import { jpegKinds } from './accepted-jpegs.js';
import type { AcceptedKind } from './accepted-kind.js';
import { pngKinds } from './accepted-pngs.js';
import { webpKinds } from './accepted-webps.js';

/** One file of every kind that is taken in, each made here. */
export const acceptedKinds: readonly AcceptedKind[] = [...jpegKinds, ...pngKinds, ...webpKinds, ...heifKinds];
