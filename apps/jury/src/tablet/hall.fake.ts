import { type AnswerInput, type PreloadView, type ScreenView } from '@zuimei/contracts';
import {
  type Badge,
  badgeMessage,
  badgeProofMessage,
  canonicalJson,
  fromBase64Url,
  PASS_PRELOAD_INFO,
  PASS_TAG_BYTES,
  passTagMessage,
  tabletMessage,
  toBase64Url,
  uuidBytes,
} from '@zuimei/domain';
import { createCipheriv, createHash, createHmac, generateKeyPairSync, hkdfSync, randomBytes, sign } from 'node:crypto';
import { FakeJuryApi, id, json, problem } from '../session/jury-api.fake.js';

const TABLET = id(900);
const SITTING = { id: id(2), name: '11月期评审会', venue: '滨海产业园职工之家' };
const SCREENS_A_DECK = 6;
const ENTRIES = 9;

/** The hall's server as an enrolled tablet sees it, for tests: real signatures, seals and proofs, everything in memory. */
export class FakeHall extends FakeJuryApi {
  readonly pin = '123456';
  revoked = false;
  /** Whose answers stand: screen → pass. */
  readonly claims = new Map<string, string>();
  /** Answers of a screen that another pass has claimed. */
  readonly held: AnswerInput[] = [];
  readonly opened = new Map<string, string>();
  readonly exclude = new Map<string, string[]>();
  /** Tablet requests whose signature is not the tablet's. */
  unsignedTablet = 0;
  refuseSeats: string | null = null;
  /** How often pools were asked for. */
  drawn = 0;
  private readonly sitting = generateKeyPairSync('ed25519');
  private readonly badges: Badge[] = [];
  private publicKey = '';

  badge(n: number): Badge {
    while (this.badges.length <= n) {
      const passId = id(500 + this.badges.length);
      const secret = new Uint8Array(randomBytes(16));
      const signature = new Uint8Array(sign(null, badgeMessage(SITTING.id, passId, secret), this.sitting.privateKey));
      this.badges.push({ passId, secret, signature });
    }
    return this.badges[n] as Badge;
  }

  get sittingKey(): string {
    return this.sitting.publicKey.export({ format: 'jwk' }).x ?? '';
  }

  preload(): PreloadView {
    return {
      version: `${this.roundId}-${this.badges.length}-${this.gone.length}`,
      sitting: SITTING,
      sittingKey: this.sittingKey,
      round: { ...this.round(), state: this.state as 'open', plannedMinutes: 10, targetExposure: 4 },
      photos: this.dealt(0)
        .flatMap((screen) => screen.entries)
        .filter(({ entryId }) => !this.gone.includes(entryId)),
      passes: this.badges.map((badge, n) => ({
        tag: toBase64Url(sha256(passTagMessage(badge.passId)).subarray(0, PASS_TAG_BYTES)),
        sealed: seal(badge, { alias: `A${n}`, exclude: this.exclude.get(badge.passId) ?? [] }),
      })),
      serverTime: '2026-11-20T07:42:07.000Z',
    };
  }

  /** The screens of a deck of the pool; each deck shows every entry once. */
  dealt(no: number): ScreenView[] {
    return Array.from({ length: SCREENS_A_DECK }, (_, s) => ({
      id: id(20_000 + no * 100 + s),
      ordinal: s + 1,
      entries: Array.from({ length: ENTRIES }, (_e, e) => ({
        entryId: id(30_000 + s * ENTRIES + ((e + no) % ENTRIES)),
        number: s * ENTRIES + e + 1,
        photo: {
          width: 1080,
          height: 720,
          thumbhash: '',
          src320: `/media/${s}-${e}-320.webp`,
          src1080: `/media/${s}-${e}-1080.webp`,
          src2048: `/media/${s}-${e}-2048.webp`,
        },
      })),
    }));
  }

  protected override answer(route: string, body: Record<string, unknown>, bearer: string | undefined) {
    if (this.revoked && /preload|pool/.test(route)) return problem('TABLET_REVOKED', 403);
    switch (route) {
      case 'POST /v1/tablets':
        if (body['pin'] !== this.pin) return problem('ENROLMENT_WRONG', 403);
        this.publicKey = String(body['publicKey']);
        return json(201, { tabletId: TABLET, sitting: SITTING, sittingKey: this.sittingKey });
      case 'POST /v1/tablets/current/heartbeat':
        return json(200, {
          round: this.round(),
          gone: this.gone,
          revoked: this.revoked,
          preloadVersion: this.preload().version,
          serverTime: '2026-11-20T07:42:07.000Z',
        });
      case 'GET /v1/tablets/current/preload':
        return json(200, this.preload());
      case 'POST /v1/tablets/current/pool':
        if (this.state !== 'open' && this.state !== 'ready') return problem('ROUND_NOT_OPEN', 409);
        this.drawn++;
        return json(200, { poolId: id(4), roundId: this.roundId, decks: this.openDecks(Number(body['decks'])) });
      case 'POST /v1/tablets/current/seats':
        return this.openSeat(body as Record<string, string>);
      case 'POST /v1/seats/current/answer-sets':
        return this.opened.has(this.seatOf(bearer))
          ? this.claim(this.opened.get(this.seatOf(bearer)) ?? '', body['answers'] as AnswerInput[])
          : super.answer(route, body, bearer);
      default:
        return super.answer(route, body, bearer);
    }
  }

  protected override seatOf(bearer: string | undefined): string {
    return /Bearer offline-(.+)/.exec(bearer ?? '')?.[1] ?? super.seatOf(bearer);
  }

  readonly checkTabletSignature = async (path: string, init: RequestInit): Promise<void> => {
    const headers = init.headers as Record<string, string>;
    const hash = createHash('sha256')
      .update(String(init.body ?? ''))
      .digest('hex');
    const message = tabletMessage(String(init.method), path, Number(headers['x-zuimei-time']), hash);
    const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
    const bytes = (text: string) => fromBase64Url(text) as BufferSource;
    const key = await crypto.subtle.importKey('raw', bytes(this.publicKey), p256, false, ['verify']);
    const signing = { name: 'ECDSA', hash: 'SHA-256' };
    const signature = bytes(headers['x-zuimei-signature'] ?? '');
    if (
      headers['x-zuimei-tablet'] !== TABLET ||
      !(await crypto.subtle.verify(signing, key, signature, message as BufferSource))
    )
      this.unsignedTablet++;
  };

  private openDecks(whole: number) {
    const decks: { no: number; screens: ScreenView[] }[] = [];
    for (let no = 0, found = 0; no < 60 && found < whole; no++) {
      const open = this.dealt(no).filter((screen) => !this.claims.has(screen.id));
      // Screens that show an entry which has left are taken back.
      const screens = open.filter(({ entries }) => !entries.some(({ entryId }) => this.gone.includes(entryId)));
      if (screens.length > 0) decks.push({ no, screens });
      if (open.length === SCREENS_A_DECK) found++;
    }
    return decks;
  }

  private openSeat({ seatId = '', roundId = '', passId = '', proof }: Record<string, string>): Response {
    if (this.refuseSeats) return problem(this.refuseSeats, 403);
    if (this.state === 'ready') return problem('ROUND_NOT_OPEN', 409, { state: 'ready' });
    const badge = this.badges.find((one) => one.passId === passId);
    const mac = createHmac('sha256', badge?.secret ?? '').update(badgeProofMessage(seatId, TABLET, roundId));
    if (!badge || mac.digest('base64url') !== proof) return problem('PASS_CODE_WRONG', 403);
    this.opened.set(seatId, passId);
    this.keys.set(`Bearer offline-${seatId}`, this.publicKey);
    return json(200, { deliveryToken: `offline-${seatId}`, alias: 'A', status: 'open', reason: null });
  }

  private claim(passId: string, answers: AnswerInput[]): Response {
    const results = answers.map((answer) => {
      const known = this.ledger.some((row) => row.id === answer.id);
      const owner = this.claims.get(answer.screenId) ?? passId;
      if (owner !== passId) {
        this.held.push(answer);
        return { id: answer.id, status: 'held', seq: null, code: 'SCREEN_TAKEN' };
      }
      this.claims.set(answer.screenId, passId);
      if (!known) this.ledger.push(answer);
      return { id: answer.id, status: known ? 'duplicate' : 'accepted', seq: this.ledger.length, code: null };
    });
    return json(200, { results, serverTime: '2026-11-20T07:42:07.000Z' });
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

function seal({ passId, secret }: Badge, line: { alias: string; exclude: string[] }): string {
  const key = hkdfSync('sha256', secret, uuidBytes(passId) ?? '', PASS_PRELOAD_INFO, 32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key), iv);
  const sealed = Buffer.concat([iv, cipher.update(canonicalJson(line)), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}
