import { Controller, Req } from '@nestjs/common';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import { LiveRounds, type LiveView, Progress, Rounds, Turnout } from '@zuimei/judging';
import { type FastifyRequest } from 'fastify';
import { Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

/** How the hall is doing: for the host, and for the big screen. */
@Controller()
export class HallController {
  constructor(
    private readonly rounds: Rounds,
    private readonly turnouts: Turnout,
    private readonly progresses: Progress,
    private readonly live: LiveRounds,
  ) {}

  @Endpoint(endpoints.getHall)
  async getHall(): Promise<Out<typeof endpoints.getHall>> {
    return { roundId: await this.rounds.shownInHall() };
  }

  @Endpoint(endpoints.getTurnout)
  async getTurnout(@Input() { params }: In<typeof endpoints.getTurnout>): Promise<Out<typeof endpoints.getTurnout>> {
    return unwrap(await this.turnouts.get(params.id));
  }

  @Endpoint(endpoints.streamTurnout)
  async streamTurnout(
    @Input() { params }: In<typeof endpoints.streamTurnout>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.#stream('turnout', params.id, request);
  }

  @Endpoint(endpoints.getRoundProgress)
  async getRoundProgress(
    @Input() { params }: In<typeof endpoints.getRoundProgress>,
  ): Promise<Out<typeof endpoints.getRoundProgress>> {
    return unwrap(await this.progresses.get(params.id));
  }

  @Endpoint(endpoints.streamRoundProgress)
  async streamRoundProgress(
    @Input() { params }: In<typeof endpoints.streamRoundProgress>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.#stream('progress', params.id, request);
  }

  /** An unknown round is a problem, so it is looked up before the stream begins. */
  async #stream(view: LiveView, roundId: string, request: FastifyRequest): Promise<void> {
    unwrap(await this.rounds.get(roundId));
    const stream = request.openEventStream();
    stream.onClose(this.live.watch(view, roundId, (event) => stream.send(event)));
  }
}
