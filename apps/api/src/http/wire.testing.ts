import net from 'node:net';

/** One TCP connection on which a test says what no client library would say. */
export class Wire {
  readonly #socket: net.Socket;
  #heard = '';
  readonly #closed: Promise<void>;

  constructor(origin: string) {
    const { hostname, port } = new URL(origin);
    this.#socket = net.connect(Number(port), hostname);
    this.#socket.setEncoding('utf8').on('data', (text: string) => {
      this.#heard += text;
    });
    this.#socket.on('error', () => undefined);
    this.#closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
  }

  /** Bytes go out in order; waits until the system has taken them. */
  async say(bytes: string | Uint8Array): Promise<void> {
    if (this.#socket.destroyed) return;
    await new Promise<void>((resolve) => this.#socket.write(bytes, () => resolve()));
  }

  /** Says one byte after another until the other side hangs up. */
  async trickle(everyMs: number, byte = 'x'): Promise<void> {
    while (!this.#socket.destroyed && !this.#socket.readableEnded) {
      await this.say(byte);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }

  /** The connection breaks; what is on its way may be lost. */
  cut(): void {
    this.#socket.resetAndDestroy();
  }

  end(): void {
    this.#socket.end();
  }

  /** The status of the first answer, as soon as it is there; null where the other side hung up without one. */
  async status(): Promise<number | null> {
    let over = false;
    void this.#closed.then(() => (over = true));
    while (!/\r\n\r\n/.test(this.#heard) && !over) await new Promise((resolve) => setTimeout(resolve, 10));
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.#heard)?.[1]) || null;
  }

  /** The code of the last answer once the other side has hung up; null where it hung up without one. */
  async lastCode(): Promise<string | null> {
    await this.#closed;
    return /"code":"([A-Z_]+)"[^{}]*\}?$/.exec(this.#heard.slice(this.#heard.lastIndexOf('HTTP/1.1')))?.[1] ?? null;
  }
}
