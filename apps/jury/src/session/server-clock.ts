/** The server's time by durations alone: the tablet's own clock may be days off. */
export class ServerClock {
  private last: { server: number; at: number } | null = null;

  /** `monotonic`: milliseconds that only ever grow. */
  constructor(private readonly monotonic: () => number) {}

  heard(serverTime: string): void {
    const server = Date.parse(serverTime);
    if (!Number.isNaN(server)) this.last = { server, at: this.monotonic() };
  }

  /** ISO 8601; null before the server was heard. */
  now(): string | null {
    return this.last && new Date(this.last.server + this.monotonic() - this.last.at).toISOString();
  }
}
