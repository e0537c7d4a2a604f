import { Controller } from '@nestjs/common';
import { ClearMoment, PlaceMoment, Wall } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class WallController {
  constructor(
    private readonly wall: Wall,
    private readonly place: PlaceMoment,
    private readonly clear: ClearMoment,
  ) {}

  @Endpoint(endpoints.listMoments)
  async listMoments(@Input() input: In<typeof endpoints.listMoments>): Promise<Out<typeof endpoints.listMoments>> {
    return this.wall.year(input.query.year);
  }

  @Endpoint(endpoints.listStaffMoments)
  async listStaffMoments(
    @Input() input: In<typeof endpoints.listStaffMoments>,
  ): Promise<Out<typeof endpoints.listStaffMoments>> {
    return this.wall.yearForStaff(input.query.year);
  }

  @Endpoint(endpoints.listWallCandidates)
  async listWallCandidates(
    @Input() { params, query }: In<typeof endpoints.listWallCandidates>,
  ): Promise<Out<typeof endpoints.listWallCandidates>> {
    const { winners, ...page } = query;
    return unwrap(await this.wall.candidates({ ...page, editionKey: params.key, winnersOnly: winners === 'true' }));
  }

  @Endpoint(endpoints.previewMoment)
  async previewMoment(
    @Input() { params, query }: In<typeof endpoints.previewMoment>,
  ): Promise<Out<typeof endpoints.previewMoment>> {
    return unwrap(await this.wall.preview(params.day, query.entryId));
  }

  @Endpoint(endpoints.placeMoment)
  async placeMoment(
    @Input() { body }: In<typeof endpoints.placeMoment>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<Out<typeof endpoints.placeMoment>> {
    return unwrap(await this.place.run(caller, body.day, body.entryId));
  }

  @Endpoint(endpoints.clearMoment)
  async clearMoment(
    @Input() { params, body }: In<typeof endpoints.clearMoment>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<void> {
    unwrap(await this.clear.run(caller, params.day, body.entryId));
  }
}
