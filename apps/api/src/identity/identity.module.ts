import { Module } from '@nestjs/common';
import { identityProviders, NoSmsGateway, ShownOnPageCodes, SignInCodePort, SmsCodes } from '@zuimei/identity';
import { CONFIG, type Config } from '@zuimei/platform';
import { AuditController } from './audit.controller.js';
import { AuthorController } from './author.controller.js';
import { StaffController } from './staff.controller.js';

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
export class IdentityModule {}
