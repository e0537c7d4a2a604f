import { type DynamicModule, Module } from '@nestjs/common';
import { PHOTO_STORE, PhotoJobs, type PhotoStore, photoWorkProviders, StagingFolder } from '@zuimei/contest';
import { auditProviders } from '@zuimei/identity';
import { DerivePool } from '@zuimei/imaging';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { Clock, Ids } from '@zuimei/platform';

/** What the handlers stand on. Made before Nest starts, so that a fault there is told plainly. */
export interface WorkerParts {
  db: ReadDb;
  unit: UnitOfWork;
  clock: Clock;
  ids: Ids;
  staging: StagingFolder;
  store: PhotoStore;
  jobs: PhotoJobs;
  pool: DerivePool;
}

/** The work on photos: use cases without HTTP. */
@Module({})
export class WorkerModule {
  static with(parts: WorkerParts): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: ReadDb, useValue: parts.db },
        { provide: UnitOfWork, useValue: parts.unit },
        { provide: Clock, useValue: parts.clock },
        { provide: Ids, useValue: parts.ids },
        { provide: StagingFolder, useValue: parts.staging },
        { provide: PHOTO_STORE, useValue: parts.store },
        { provide: PhotoJobs, useValue: parts.jobs },
        { provide: DerivePool, useValue: parts.pool },
        ...auditProviders,
        ...photoWorkProviders,
      ],
    };
  }
}
