import { z } from 'zod';

/** Shapes that several endpoints share. Times are ISO 8601 in UTC, identifiers UUID v7. */

export const id = z.uuid();
export const instant = z.iso.datetime({ offset: true });
export const editionKey = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const cursor = z.string().min(1).max(200);
export const phone = z.string().regex(/^1\d{10}$/);

/** A short text in any script; control characters are refused, white space at the ends is cut. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*$/);

export const optionalText = (max: number) => text(max).or(z.literal(''));

/** A public picture: its upright size, its thumbhash (base64) and the address of each derivative. */
export const photo = z.object({
  width: z.int().positive(),
  height: z.int().positive(),
  thumbhash: z.string(),
  src320: z.string(),
  src1080: z.string(),
  src2048: z.string(),
});
export type PhotoView = z.infer<typeof photo>;

/** A list by keyset: `nextCursor` is absent on the last page. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: cursor.nullable() });

export const pageQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const params = {
  id: z.object({ id }),
  editionKey: z.object({ key: editionKey }),
};

/** The body of a move that needs no words. */
export const noBody = z.object({}).strict();

/** A P-256 public key: the uncompressed point (65 bytes), base64url. */
export const deviceKey = z.string().regex(/^[\w-]{87}$/);

/** ECDSA by P-256 with SHA-256: r and s (64 bytes), base64url. */
export const deviceSignature = z.string().regex(/^[\w-]{86}$/);

/** What the figure that ranks is: picks per exposure, the quality of corrected grades, or mean points of orders. */
export const figureScale = z.enum(['rate', 'quality', 'points']);
export type FigureScale = z.infer<typeof figureScale>;
