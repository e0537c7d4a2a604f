import {
  type AnswerInput,
  PROBLEMS,
  type ProblemCode,
  type ProblemDocument,
  type RoundMethodView,
} from '@zuimei/contracts';
import { answersMessage, completeMessage, fromBase64Url } from '@zuimei/domain';

/** A server for tests, as far as a tablet can see it: speaks HTTP by `fetch`, keeps a ledger, misbehaves when told to. */
export class FakeJuryApi {
  roundId = id(1);
  method: RoundMethodView = { kind: 'grid', size: 9, picks: 3 };
  state = 'open';
  screens = 30;
  deckSize = 12;
  alias = 'A017';
  online = true;
  /** Replies are lost after the work is done. */
  dropReplies = 0;
  /** A hotel's page stands before everything. */
  portal = false;
  refusal: string | null = null;
  /** The ballot is in already, from another tablet. */
  merged = false;
  ledger: AnswerInput[] = [];
  completed: string[] = [];
  gone: string[] = [];
  bearers: (string | undefined)[] = [];
  requests: string[] = [];
  /** Tokens of the seats whose jurors went without handing in. */
  left: (string | undefined)[] = [];
  pendingHeard: number[] = [];
  /** Deliveries that were not signed with the key of their seat. */
  unsigned = 0;
  protected readonly keys = new Map<string, string>();
  private seats = 0;

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const route = `${init.method ?? 'GET'} ${String(input)}`;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!this.online) throw new TypeError('fetch failed');
    if (this.portal) return new Response('<html>登录 Wi-Fi</html>', { headers: { 'content-type': 'text/html' } });
    this.requests.push(route);
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {};
    const headers = (init.headers ?? {}) as Record<string, string>;
    await this.checkSignature(route, body, headers['authorization']);
    const response = await this.answer(route, body, headers['authorization']);
    if (this.dropReplies > 0) {
      this.dropReplies--;
      throw new TypeError('connection reset');
    }
    return response;
  };

  round() {
    return {
      id: this.roundId,
      name: '初评',
      state: this.state,
      method: this.method,
      expectedScreens: this.screens,
      endsAt: null,
    };
  }

  protected answer(
    route: string,
    body: Record<string, unknown>,
    bearer: string | undefined,
  ): Response | Promise<Response> {
    if (this.refusal) return problem(this.refusal, PROBLEMS[this.refusal as ProblemCode]?.status ?? 403);
    switch (route) {
      case 'POST /v1/seats':
        this.keys.set(`Bearer token-${this.seats + 1}`, (body['device'] as { publicKey: string }).publicKey);
        return json(201, {
          seatId: id(100 + ++this.seats),
          alias: this.alias,
          sitting: { id: id(2), name: '11月期评审会', venue: '滨海产业园职工之家' },
          round: this.round(),
          answeredScreens: this.answered().size,
          deliveryToken: `token-${this.seats}`,
        });
      case 'POST /v1/seats/current/decks':
        return this.deck();
      case 'POST /v1/seats/current/heartbeat':
        this.pendingHeard.push(Number(body['pending']));
        return json(200, { round: this.round(), gone: this.gone, serverTime: '2026-11-20T07:42:07.000Z' });
      case 'POST /v1/seats/current/answer-sets':
        this.bearers.push(bearer);
        return this.take(body['answers'] as AnswerInput[]);
      case 'POST /v1/seats/current/leave':
        this.left.push(bearer);
        return new Response(null, { status: 204 });
      case 'POST /v1/seats/current/complete':
        this.bearers.push(bearer);
        this.completed.push(String(body['receiptNonce']));
        return json(200, { receipt: 'XXXX-XXXX-XX', merged: this.merged });
      default:
        return problem('NOT_FOUND', 404);
    }
  }

  private async checkSignature(route: string, body: Record<string, unknown>, bearer: string | undefined) {
    if (!/answer-sets|complete/.test(route)) return;
    const [seatId, roundId] = [this.seatOf(bearer), String(body['roundId'])];
    const message = Array.isArray(body['answers'])
      ? answersMessage(seatId, roundId, body['answers'])
      : completeMessage(seatId, roundId, String(body['receiptNonce']));
    const bytes = (text: unknown) => fromBase64Url(String(text)) as BufferSource;
    const p256 = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('raw', bytes(this.keys.get(bearer ?? '')), p256, false, ['verify']);
    const signing = { name: 'ECDSA', hash: 'SHA-256' };
    const right = await crypto.subtle.verify(signing, key, bytes(body['signature']), message as BufferSource);
    if (!right) this.unsigned++;
  }

  protected seatOf(bearer: string | undefined): string {
    return id(100 + Number(/\d+$/.exec(bearer ?? '')?.[0]));
  }

  private answered(): Set<string> {
    return new Set(this.ledger.map((answer) => answer.screenId));
  }

  private deck(): Response {
    if (this.state !== 'open') return problem('ROUND_NOT_OPEN', 409);
    const answered = this.answered();
    const all = Array.from({ length: this.screens }, (_, n) => n).filter((n) => !answered.has(screenId(n)));
    if (all.length === 0) return problem('NO_SCREENS_LEFT', 409);
    const size = this.method.kind === 'grid' ? this.method.size : this.method.kind === 'score' ? 1 : 30;
    return json(201, {
      id: id(3),
      roundId: this.roundId,
      leasedUntil: '2026-11-20T08:00:00.000Z',
      last: all.length <= this.deckSize,
      screens: all.slice(0, this.deckSize).map((n) => ({
        id: screenId(n),
        ordinal: n + 1,
        entries: Array.from({ length: size }, (_, e) => ({
          entryId: id(10_000 + n * 60 + e),
          number: 1 + n * size + e,
          photo: {
            width: 1080,
            height: 720,
            thumbhash: '',
            src320: `/media/${n}-${e}-320.webp`,
            src1080: `/media/${n}-${e}-1080.webp`,
            src2048: `/media/${n}-${e}-2048.webp`,
          },
        })),
      })),
    });
  }

  protected take(answers: AnswerInput[]): Response {
    const results = answers.map((answer) => {
      if (['closed', 'tallied'].includes(this.state)) return { id: answer.id, status: 'late', seq: null, code: null };
      const known = this.ledger.some((row) => row.id === answer.id);
      if (!known) this.ledger.push(answer);
      return { id: answer.id, status: known ? 'duplicate' : 'accepted', seq: this.ledger.length, code: null };
    });
    return json(200, { results, serverTime: '2026-11-20T07:42:07.000Z' });
  }
}

export const id = (n: number): string => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const screenId = (n: number): string => id(1000 + n);

export const json = (status: number, value: unknown): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

export const problem = (code: string, status: number, facts: ProblemDocument['facts'] = {}): Response =>
  new Response(
    JSON.stringify({
      type: `urn:zuimei:${code}`,
      title: code,
      detail: `中文 ${code}`,
      status,
      facts,
      code,
      retryable: PROBLEMS[code as ProblemCode]?.retryable ?? false,
    } as ProblemDocument),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
