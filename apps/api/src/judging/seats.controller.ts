import { Controller } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { type JurorCaller } from '@zuimei/identity';
import { CheckIn, CompleteBallot, Heartbeat, LeaseDeck, LeaveSeat, Seats, SubmitAnswers } from '@zuimei/judging';
import { type CookieJar } from '../http/cookies.js';
import { CallerCtx, Cookies, Device, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

/** A sitting is over in a day; a tablet that was forgotten must not stay a seat for longer. */
const SEAT_SECONDS = 24 * 60 * 60;

/** What a juror's tablet does. */
@Controller()
export class SeatsController {
  constructor(
    private readonly checkIns: CheckIn,
    private readonly seats: Seats,
    private readonly decks: LeaseDeck,
    private readonly beat: Heartbeat,
    private readonly answers: SubmitAnswers,
    private readonly ballots: CompleteBallot,
    private readonly leaving: LeaveSeat,
  ) {}

  @Endpoint(endpoints.checkIn)
  async checkIn(
    @Input() { body }: In<typeof endpoints.checkIn>,
    @Device() device: string,
    @Cookies() cookies: CookieJar,
  ): Promise<Out<typeof endpoints.checkIn>> {
    const { view, token } = unwrap(await this.checkIns.run(body, device));
    cookies.set('seat', token, SEAT_SECONDS);
    return view;
  }

  @Endpoint(endpoints.getSeat)
  async getSeat(@CallerCtx() caller: JurorCaller): Promise<Out<typeof endpoints.getSeat>> {
    return unwrap(await this.seats.get(caller.seatId));
  }

  @Endpoint(endpoints.leaseDeck)
  async leaseDeck(@CallerCtx() caller: JurorCaller): Promise<Out<typeof endpoints.leaseDeck>> {
    return unwrap(await this.decks.run(caller.seatId));
  }

  @Endpoint(endpoints.heartbeat)
  async heartbeat(
    @Input() { body }: In<typeof endpoints.heartbeat>,
    @CallerCtx() caller: JurorCaller,
  ): Promise<Out<typeof endpoints.heartbeat>> {
    return unwrap(await this.beat.run(caller.seatId, body.pending));
  }

  @Endpoint(endpoints.submitAnswers)
  async submitAnswers(
    @Input() { body }: In<typeof endpoints.submitAnswers>,
    @CallerCtx() caller: JurorCaller,
  ): Promise<Out<typeof endpoints.submitAnswers>> {
    return unwrap(await this.answers.run(caller.seatId, body));
  }

  @Endpoint(endpoints.leaveSeat)
  async leaveSeat(@CallerCtx() caller: JurorCaller, @Cookies() cookies: CookieJar): Promise<void> {
    unwrap(await this.leaving.run(caller.seatId));
    if (caller.via === 'session') cookies.clear('seat');
  }

  @Endpoint(endpoints.completeBallot)
  async completeBallot(
    @Input() { body }: In<typeof endpoints.completeBallot>,
    @CallerCtx() caller: JurorCaller,
    @Cookies() cookies: CookieJar,
  ): Promise<Out<typeof endpoints.completeBallot>> {
    const done = unwrap(await this.ballots.run(caller.seatId, body));
    // A delivery for somebody who has left must not end the seat of who sits there now.
    if (caller.via === 'session') cookies.clear('seat');
    return done;
  }
}
