// A network that loses replies: what a tablet sends arrives whole, and the connection is cut when the answer comes back.
import net from 'node:net';

export class ReplyCutter {
  /** Replies that were lost. */
  cut = 0;
  #server;

  /** @param {string} origin where requests go
   *  @param {() => boolean} loses asked once a reply */
  static async open(origin, loses) {
    const target = new URL(origin);
    const cutter = new ReplyCutter();
    cutter.#server = net.createServer((client) => {
      const upstream = net.connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ]) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
      client.pipe(upstream);
      upstream.on('data', (chunk) => {
        if (chunk.subarray(0, 8).toString('latin1') === 'HTTP/1.1' && loses()) {
          cutter.cut += 1;
          client.destroy();
          upstream.destroy();
        } else client.write(chunk);
      });
    });
    await new Promise((resolve) => cutter.#server.listen(0, '127.0.0.1', resolve));
    cutter.origin = `http://127.0.0.1:${cutter.#server.address().port}`;
    return cutter;
  }

  close() {
    this.#server.close();
  }
}
