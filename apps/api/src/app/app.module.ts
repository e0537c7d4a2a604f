import { type DynamicModule, Module } from '@nestjs/common';
import { ContestModule } from '../contest/contest.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JudgingModule } from '../judging/judging.module.js';
import { SystemModule } from '../system/system.module.js';
import { CoreModule, type CoreValues } from './core.module.js';

@Module({})
export class AppModule {
  static with(core: CoreValues): DynamicModule {
    return {
      module: AppModule,
      imports: [CoreModule.with(core), SystemModule, IdentityModule, ContestModule, JudgingModule],
    };
  }
}
