import { type RECOGNISABLE } from '@zuimei/contracts';

/** Who can be recognised on a photo: 无, 本人, 已获同意, 未获同意. */
export type Recognisable = (typeof RECOGNISABLE)[number];
