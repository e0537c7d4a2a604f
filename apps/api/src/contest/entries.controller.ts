import { Controller } from '@nestjs/common';
import { DisqualifyEntry, Gallery, GiveHeart, Hearts, TakeHeartBack } from '@zuimei/contest';
import { endpoints, type In, type Out } from '@zuimei/contracts';
import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import { CallerCtx, Endpoint, Input } from '../http/endpoint.decorator.js';
import { unwrap } from '../http/unwrap.js';

@Controller()
export class EntriesController {
  constructor(
    private readonly gallery: Gallery,
    private readonly disqualify: DisqualifyEntry,
    private readonly hearts: Hearts,
    private readonly give: GiveHeart,
    private readonly takeBack: TakeHeartBack,
  ) {}

  @Endpoint(endpoints.getEntry)
  async getEntry(@Input() input: In<typeof endpoints.getEntry>): Promise<Out<typeof endpoints.getEntry>> {
    return unwrap(await this.gallery.entry(input.params.id));
  }

  @Endpoint(endpoints.disqualifyEntry)
  async disqualifyEntry(
    @Input() input: In<typeof endpoints.disqualifyEntry>,
    @CallerCtx() caller: StaffCaller,
  ): Promise<void> {
    unwrap(await this.disqualify.run(caller, input.params.id, input.body.reason));
  }

  @Endpoint(endpoints.getHeart)
  async getHeart(
    @Input() input: In<typeof endpoints.getHeart>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.getHeart>> {
    return unwrap(await this.hearts.of(caller, input.params.id));
  }

  @Endpoint(endpoints.giveHeart)
  async giveHeart(
    @Input() input: In<typeof endpoints.giveHeart>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.giveHeart>> {
    return unwrap(await this.give.run(caller, input.params.id));
  }

  @Endpoint(endpoints.takeHeartBack)
  async takeHeartBack(
    @Input() input: In<typeof endpoints.takeHeartBack>,
    @CallerCtx() caller: AuthorCaller,
  ): Promise<Out<typeof endpoints.takeHeartBack>> {
    return unwrap(await this.takeBack.run(caller, input.params.id));
  }
}
