import type { BeforeApplicationShutdown, OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import type { DataSource } from '@zuimei/persistence';
import type { EventStreams } from '../http/event-streams.js';

/** The order in which the program ends: turn new requests away, end the streams, let the rest finish, close the database. */
export class Lifecycle implements OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown {
  #closing = false;

  constructor(
    private readonly source: DataSource,
    private readonly streams: EventStreams,
  ) {}

  get closing(): boolean {
    return this.#closing;
  }

  onModuleDestroy(): void {
    this.#closing = true;
  }

  beforeApplicationShutdown(): void {
    this.streams.closeAll();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
