import net from 'node:net';

/** A line between phone and system that breaks on demand, and counts what the phone sends. */
export class CutLine {
  /** Bytes from the phone so far, headers included. */
  sent = 0;
  #down = false;
  readonly #sockets = new Set<net.Socket>();
  #server: net.Server | undefined;
  origin = '';

  constructor(private readonly target: string) {}

  async open(): Promise<this> {
    const { hostname, port } = new URL(this.target);
    this.#server = net.createServer((phone) => {
      if (this.#down) return void phone.resetAndDestroy();
      const system = net.connect(Number(port), hostname);
      for (const [one, other] of [
        [phone, system],
        [system, phone],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => undefined).on('close', () => (this.#sockets.delete(one), other.destroy()));
      }
      phone.on('data', (bytes) => (this.sent += bytes.length)).pipe(system);
      system.pipe(phone);
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.#server.address() as net.AddressInfo).port}`;
    return this;
  }

  /** Every connection breaks in the middle of what it carries, and none comes through until `mend`. */
  cut(): void {
    this.#down = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.#down = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }
}
