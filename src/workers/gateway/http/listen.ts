import type { Server } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../core/clock.ts';
import { AppError } from '../../../core/errors.ts';

/** The socket of a predecessor that died a moment ago may still be closing. */
const ATTEMPTS = 10;
const PAUSE_MS = 100;

/** Live connections may be 20,000; what is left is for requests. Beyond, a new connection is closed at once. */
const MAX_CONNECTIONS = 22_000;

export function limitConnections(server: Pick<Server, 'maxConnections'>, max = MAX_CONNECTIONS): void {
  server.maxConnections = max;
}

const unbindable = new Set(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND']);

/** Listens; GATEWAY_UNBINDABLE when the address is not to be had. */
export async function listen(
  server: Pick<FastifyInstance, 'listen'>,
  address: { readonly host: string; readonly port: number },
  clock: Clock,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await server.listen(address);
      return;
    } catch (cause) {
      const { code = '' } = cause as { code?: string };
      if (!unbindable.has(code)) throw cause;
      const { host, port } = address;
      const message = `The gateway cannot listen on ${host}:${port} (${code}).`;
      if (code !== 'EADDRINUSE' || attempt === ATTEMPTS)
        throw new AppError('GATEWAY_UNBINDABLE', message, {
          details: { path: 'gateway.port', host, port, code },
          cause,
        });
      await clock.sleep(PAUSE_MS);
    }
  }
}
