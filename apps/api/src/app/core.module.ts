import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource, ReadDb, UnitOfWork } from '@zuimei/persistence';
import { Clock, CONFIG, type Config, Ids, Keystore, LOGGER, type Logger } from '@zuimei/platform';
import { EventStreams } from '../http/event-streams.js';
import { TableReplies } from '../http/table-replies.js';
import { Health } from '../system/health.js';
import { Lifecycle } from './lifecycle.js';

/** What every slice stands on. Made before Nest starts, so that a fault there is told plainly. */
export interface CoreValues {
  config: Config;
  logger: Logger;
  keystore: Keystore;
  clock: Clock;
  ids: Ids;
  source: DataSource;
  streams: EventStreams;
  lifecycle: Lifecycle;
}

@Global()
@Module({})
export class CoreModule {
  static with(core: CoreValues): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: core.config },
      { provide: LOGGER, useValue: core.logger },
      { provide: Keystore, useValue: core.keystore },
      { provide: Clock, useValue: core.clock },
      { provide: Ids, useValue: core.ids },
      { provide: DataSource, useValue: core.source },
      { provide: ReadDb, useValue: new ReadDb(core.source) },
      {
        provide: UnitOfWork,
        useValue: new UnitOfWork(core.source, (error) =>
          core.logger.error({ err: error }, 'what waited for a commit failed'),
        ),
      },
      { provide: EventStreams, useValue: core.streams },
      { provide: Lifecycle, useValue: core.lifecycle },
      Health,
      TableReplies,
    ];
    return { module: CoreModule, providers, exports: providers };
  }
}
