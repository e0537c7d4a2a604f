// A slow wireless line in front of a server: all connections through it share one width and wait for the same air. Slowed
// at the socket and not in the browser, so that the page’s service worker gets no faster line than its page.
import net from 'node:net';
import { Transform } from 'node:stream';

/**
 * @param {string} target origin of the server
 * @param {{ downBytesPerS: number, upBytesPerS: number, roundTripMs: number }} line
 * @returns {Promise<{ origin: string, bytesDown: () => number, close: () => Promise<void> }>}
 */
export async function slowLine(target, { downBytesPerS, upBytesPerS, roundTripMs }) {
  const { hostname, port } = new URL(target);
  const [down, up] = [new Air(downBytesPerS, roundTripMs / 2), new Air(upBytesPerS, roundTripMs / 2)];
  const sockets = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true));
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => (near.destroy(), far.destroy()));
    }
    // A connection is made by one trip there and back before its first byte.
    setTimeout(() => near.pipe(up.carrier()).pipe(far), roundTripMs);
    far.pipe(down.carrier()).pipe(near);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    bytesDown: () => down.bytes,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Pieces of about a packet’s train take turns, so that no connection holds up all others. */
const PIECE = 8 * 1024;

class Air {
  bytes = 0;
  #freeAt = 0;

  constructor(bytesPerS, delayMs) {
    this.bytesPerMs = bytesPerS / 1000;
    this.delayMs = delayMs;
  }

  carrier() {
    let under = 0;
    let whenAllArrived = () => {};
    const send = (push, chunk, done) => {
      if (chunk.length === 0) return done();
      const piece = chunk.subarray(0, PIECE);
      const now = performance.now();
      this.#freeAt = Math.max(now, this.#freeAt) + piece.length / this.bytesPerMs;
      this.bytes += piece.length;
      under++;
      setTimeout(
        () => {
          push(piece);
          if (--under === 0) whenAllArrived();
        },
        this.#freeAt + this.delayMs - now,
      );
      // The next piece asks for the air when this one has left it, not when it has arrived.
      setTimeout(() => send(push, chunk.subarray(PIECE), done), this.#freeAt - now);
    };
    return new Transform({
      transform(chunk, _encoding, done) {
        send((piece) => this.push(piece), chunk, done);
      },
      flush(done) {
        if (under === 0) done();
        else whenAllArrived = done;
      },
    });
  }
}
