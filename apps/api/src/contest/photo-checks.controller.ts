import { Controller } from '@nestjs/common';
import { PhotoChecks, StartPhotoCheck } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class PhotoChecksController {
  constructor(
    private readonly checks: PhotoChecks,
    private readonly start: StartPhotoCheck,
  ) {}

  @Endpoint(endpoints.listPhotoChecks)
  async listPhotoChecks(): Promise<Out<typeof endpoints.listPhotoChecks>> {
    return this.checks.list();
  }

  @Endpoint(endpoints.startPhotoCheck)
  async startPhotoCheck(@CallerCtx() caller: StaffCaller): Promise<Out<typeof endpoints.startPhotoCheck>> {
    return this.start.run(caller);
  }

  @Endpoint(endpoints.listPhotoFaults)
  async listPhotoFaults(
    @Input() input: In<typeof endpoints.listPhotoFaults>,
  ): Promise<Out<typeof endpoints.listPhotoFaults>> {
    return unwrap(await this.checks.faults({ checkId: input.params.id, ...input.query }));
  }
}
