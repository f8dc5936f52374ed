import type { Server } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../../core/clock.ts';
import { bind } from '../bind.ts';

/** Beyond, a new connection is closed at once. */
export function limitConnections(server: Pick<Server, 'maxConnections'>, max: number): void {
  server.maxConnections = max;
}

/** Listens; GATEWAY_UNBINDABLE when the address is not to be had. */
export function listen(
  server: Pick<FastifyInstance, 'listen'>,
  address: { readonly host: string; readonly port: number },
  clock: Clock,
): Promise<void> {
  const who = { who: 'The gateway', code: 'GATEWAY_UNBINDABLE', path: 'gateway.port' } as const;
  return bind(() => server.listen(address), { ...address, clock, ...who });
}
