import { Inject, Injectable } from '@nestjs/common';
import type { endpoints, Out, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { drawSvg } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { findEdition, findKeepsake, type KeepsakeRow, listKeepsakes, mediaPath } from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { buffer } from 'node:stream/consumers';
import { PHOTO_STORE, type PhotoStore } from '../photos/photo-store.js';
import { makerOf } from '../results/maker.js';
import { articleHtml, articleTitle } from './article.js';
import { drawCertificates } from './certificate-sheet.js';
import { type LinkCard, linkCardOf } from './link-card.js';
import { type Drawing, missingOf, type PosterSubject, posterOf, sharePictureOf } from './poster.js';

/** Pictures that are kept in memory: a month's posters and cards. */
const KEPT = 72;
const QUALITY = 86;

/** A picture, and the characters that stand as 〓 in it. */
export interface DrawnPicture {
  bytes: Buffer;
  missing: string[];
}

export type KeepsakePicture = 'poster' | 'share';
const DRAW: Record<KeepsakePicture, (subject: PosterSubject) => Drawing> = { poster: posterOf, share: sharePictureOf };

/**
 * What a winner takes home, and what the organizers hand on: posters, cards, certificates, the article. All is made from
 * the newest publication, for winners who are still there: a correction or a withdrawal takes effect at once.
 */
@Injectable()
export class Keepsakes {
  /** Drawn pictures by publication and entry, the one asked for longest ago first. */
  readonly #drawn = new Map<string, Promise<DrawnPicture>>();

  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    @Inject(PHOTO_STORE) private readonly store: PhotoStore,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** A JPEG of a winner, and which characters stand as 〓 in it; NOT_FOUND for whoever is none, PICTURE_MISSING where the photo's file is not there. */
  async picture(entryId: string, kind: KeepsakePicture, origin: string): Promise<Result<DrawnPicture, Problem>> {
    const row = await findKeepsake(this.db, entryId);
    if (!row) return err({ code: 'NOT_FOUND' });
    const key = `${kind} ${row.publicationId} ${entryId} ${origin}`;
    const known = this.#drawn.get(key) ?? this.#draw(row, kind, origin);
    this.#drawn.delete(key);
    this.#drawn.set(key, known);
    for (const oldest of this.#drawn.keys()) if (this.#drawn.size > KEPT) this.#drawn.delete(oldest);
    try {
      return ok(await known);
    } catch (error) {
      this.#drawn.delete(key);
      if (error instanceof PictureGone) return err({ code: 'PICTURE_MISSING' });
      throw error;
    }
  }

  /** The card of a link to a winner's page; undefined for whoever is none. */
  async card(entryId: string, origin: string): Promise<LinkCard | undefined> {
    const row = await findKeepsake(this.db, entryId);
    return row && linkCardOf(row, origin);
  }

  /** Certificates of the winners of an edition, or of one. Each printing is audited. */
  async certificates(
    actor: StaffCaller,
    editionKey: string,
    entryId: string | undefined,
    origin: string,
  ): Promise<Result<{ pdf: Buffer; missing: string[] }, Problem>> {
    const rows = await this.#published(editionKey);
    if (!rows.ok) return rows;
    const wanted = rows.value.filter((row) => entryId === undefined || row.entryId === entryId);
    const [first] = wanted;
    if (!first) return err({ code: 'NOT_FOUND' });
    const { contestName, theme, publishedAt, version } = first;
    const made = await drawCertificates({
      contestName,
      editionKey,
      theme,
      publishedAt,
      version,
      link: linkOf(origin, editionKey),
      madeAt: this.clock.now(),
      certificates: wanted.map((row) => ({ ...row, ...makers(row) })),
    });
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'certificates.printed',
        subject: { kind: 'edition', id: editionKey },
        facts: { count: wanted.length, version, ...(entryId && { number: first.number }) },
      }),
    );
    return ok(made);
  }

  /** The article for the official account; RESULT_NOT_PUBLIC before publication. */
  async article(editionKey: string, origin: string): Promise<Result<Out<typeof endpoints.getArticle>, Problem>> {
    const rows = await this.#published(editionKey);
    if (!rows.ok) return rows;
    const [first] = rows.value;
    if (!first) return err({ code: 'NOT_FOUND' });
    const { theme, contestName, version, correctionReason: correction } = first;
    const html = articleHtml({
      editionKey,
      theme,
      contestName,
      version,
      correction,
      link: linkOf(origin, editionKey),
      winners: rows.value.map((row) => ({ ...row, ...makers(row), picture: origin + mediaPath(row.pictureName) })),
    });
    const missingGlyphs = [...new Set(rows.value.flatMap((row) => missingOf({ ...row, ...makers(row) })))].sort();
    return ok({ title: articleTitle({ editionKey, theme }), html, origin, missingGlyphs });
  }

  async #published(editionKey: string): Promise<Result<KeepsakeRow[], Problem>> {
    const edition = await findEdition(this.db, editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    if (!edition.publicationId) return err({ code: 'RESULT_NOT_PUBLIC' });
    return ok(await listKeepsakes(this.db, editionKey));
  }

  async #draw(row: KeepsakeRow, kind: KeepsakePicture, origin: string): Promise<DrawnPicture> {
    const stored = await this.store.open(row.pictureKey);
    if (!stored) throw new PictureGone();
    const bytes = await buffer(stored.stream);
    const subject = {
      ...row,
      ...makers(row),
      picture: { width: row.pictureWidth, height: row.pictureHeight },
      link: linkOf(origin, row.editionKey),
    };
    const { svg, width, height, photo } = DRAW[kind](subject);
    const inlays = [{ ...photo, bytes }];
    return {
      bytes: await drawSvg(svg, { width, height, format: 'jpeg', quality: QUALITY, inlays }),
      missing: missingOf(subject),
    };
  }
}

class PictureGone extends Error {}

const linkOf = (origin: string, editionKey: string): string => `${origin}/winners/${editionKey}`;
const makers = (row: KeepsakeRow) => {
  const { displayName: maker, company } = makerOf(row);
  return { maker, company };
};
