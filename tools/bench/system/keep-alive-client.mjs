// The least that an HTTP client can do, as pg's client does the least towards the database: Node's own costs as much as
// the server that is being measured.
import net from 'node:net';

/** An address of its own in the loopback network for each tablet. */
export const addressOf = (i) => `127.0.${1 + (i >> 7)}.${1 + (i & 127)}`;

/** One connection that asks for one thing at a time. */
export class KeepAliveClient {
  #socket;
  #host;
  #chunks = [];
  #bytes = 0;
  /** Bytes that the whole reply has, once its head is known. */
  #wanted = null;
  #head = '';
  #asked = null;
  /** Why nothing more can be asked. */
  #ended = null;

  /** @param {string} [from] the address of this machine that the connection comes from: a tablet of its own */
  static connect(origin, from) {
    const { hostname, port, host } = new URL(origin);
    return new Promise((resolve, reject) => {
      const socket = net.connect({ host: hostname, port: Number(port), noDelay: true, localAddress: from }, () =>
        resolve(new KeepAliveClient(socket, host)),
      );
      socket.once('error', reject);
    });
  }

  constructor(socket, host) {
    this.#socket = socket;
    this.#host = host;
    socket.on('data', (chunk) => this.#take(chunk));
    for (const event of ['error', 'close']) socket.on(event, () => this.#fail(`the connection ended (${event})`));
  }

  /** The body of the reply to a GET. @throws when its status is not 200 or its length is not told */
  async get(path) {
    const { status, body } = await this.exchange(`GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n\r\n`);
    if (status !== 200) throw new Error(`${status}: ${body}`);
    return body;
  }

  /** Sends a whole request as it is, and gives status and body of the reply. */
  exchange(request) {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(new Error(this.#ended));
      this.#asked = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close() {
    this.#asked = null;
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#wanted === null) {
      const text = Buffer.concat(this.#chunks).toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.#head = text.slice(0, end);
      const length = /^content-length: (\d+)$/im.exec(this.#head)?.[1];
      if (length === undefined) return this.#fail('the length of the reply is not told');
      this.#wanted = end + 4 + Number(length);
    }
    if (this.#bytes >= this.#wanted) this.#answer();
  }

  #answer() {
    const { resolve } = this.#asked;
    const body = Buffer.concat(this.#chunks).subarray(this.#head.length + 4, this.#wanted);
    const status = Number(this.#head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
    this.#chunks = [];
    this.#bytes = 0;
    this.#wanted = null;
    this.#asked = null;
    resolve({ status, body });
  }

  #fail(reason) {
    this.#ended ??= reason;
    this.#asked?.reject(new Error(reason));
    this.#asked = null;
  }
}
