import { Inject, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  CleanUpIdentity,
  identityProviders,
  NoSmsGateway,
  ShownOnPageCodes,
  SignInCodePort,
  SmsCodes,
} from '@zuimei/identity';
import { CONFIG, type Config, LOGGER, type Logger } from '@zuimei/platform';
import { AuditController } from './audit.controller.js';
import { AuthorController } from './author.controller.js';
import { StaffController } from './staff.controller.js';

const CLEAN_UP_EVERY_MS = 60 * 60_000;

@Module({
  controllers: [AuthorController, StaffController, AuditController],
  providers: [
    ...identityProviders,
    {
      provide: SignInCodePort,
      inject: [CONFIG],
      useFactory: (config: Config) => (config.demoSignIn ? new ShownOnPageCodes() : new SmsCodes(new NoSmsGateway())),
    },
  ],
  exports: [...identityProviders],
})
export class IdentityModule implements OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly cleanUp: CleanUpIdentity,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const run = () =>
      this.cleanUp.run().catch((error: unknown) => this.log.warn({ err: error }, 'cleaning up sessions failed'));
    this.#timer = setInterval(() => void run(), CLEAN_UP_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }
}
