import { createServer, type Server } from 'node:http';

/** What the health page says. */
export interface Health {
  status: 'ok' | 'degraded';
  parts: Record<string, 'ok' | 'failing'>;
  jobs: unknown;
}

const PATIENCE_MS = 2_000;

/** Asks every part at once; one that fails or does not answer in time is failing. */
export async function lookAt(parts: Record<string, () => Promise<unknown>>): Promise<Omit<Health, 'jobs'>> {
  const asked = Object.entries(parts).map(async ([name, ask]) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'failing'>((resolve) => {
      timer = setTimeout(() => resolve('failing'), PATIENCE_MS);
    });
    const answer = ask().then(
      () => 'ok' as const,
      () => 'failing' as const,
    );
    const state = await Promise.race([answer, late]);
    clearTimeout(timer);
    return [name, state] as const;
  });
  const states = Object.fromEntries(await Promise.all(asked));
  return { status: Object.values(states).includes('failing') ? 'degraded' : 'ok', parts: states };
}

/** Serves `GET /health` on all addresses of this machine: 200 while every part answers, else 503. */
export async function serveHealth(port: number, look: () => Promise<Health>): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/health') return void response.writeHead(404).end();
    void look().then(
      (health) =>
        response
          .writeHead(health.status === 'ok' ? 200 : 503, { 'content-type': 'application/json' })
          .end(JSON.stringify(health)),
      () => response.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return server;
}
