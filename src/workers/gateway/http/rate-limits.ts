// How much one client may ask, and how often an address may guess.
import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../../core/errors.ts';
import type { GatewaySettings } from '../settings.ts';

/** Throws RATE_EXCEEDED when the address of the request had secrets looked up too often within a minute. */
export type CountLookUp = (request: FastifyRequest) => Promise<void>;

export interface Guesses {
  /** Throws RATE_EXCEEDED when the address of the request gave too many wrong secrets within a minute. */
  refuse(request: FastifyRequest): Promise<void>;
  count(request: FastifyRequest): Promise<void>;
}

const WINDOW_MS = 60_000;
/** Clients counted at once; beyond them the one not seen for longest begins anew. */
const MAX_CLIENTS = 10_000;

export async function limitRates(
  server: FastifyInstance,
  { tokenPerMinute, sessionPerMinute, failedPerMinute }: GatewaySettings['rateLimit'],
): Promise<{ readonly guesses: Guesses; readonly countLookUp: CountLookUp }> {
  await server.register(rateLimit, {
    cache: MAX_CLIENTS,
    timeWindow: WINDOW_MS,
    enableDraftSpec: true,
    keyGenerator: toKey,
    max: ({ actor }) => (actor?.kind === 'token' ? tokenPerMinute : sessionPerMinute),
    errorResponseBuilder: (_request, { ttl }) => toExceeded(ttl),
  });
  const failures = server.createRateLimit({
    max: failedPerMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: ({ ip }) => toNetwork(ip),
  });
  // As many as an address without a session may ask at all: who is signed in is never refused by it.
  const lookUps = server.createRateLimit({
    max: sessionPerMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: ({ ip }) => toNetwork(ip),
  });
  return {
    guesses: {
      async refuse(request) {
        const counted = await failures(request, { increment: false });
        if (!counted.isAllowed && counted.remaining === 0) throw toExceeded(counted.ttl);
      },
      async count(request) {
        await failures(request);
      },
    },
    async countLookUp(request) {
      const counted = await lookUps(request);
      if (!counted.isAllowed && counted.isExceeded) throw toExceeded(counted.ttl);
    },
  };
}

/** Addresses of one IPv6 network count as one: whoever has one of them has all. */
function toNetwork(ip: string): string {
  return ip.includes(':') ? normalizeIP(ip) : ip;
}

function toKey({ actor, ip }: FastifyRequest): string {
  if (actor?.kind === 'token') return `token ${actor.id}`;
  return actor?.kind === 'user' ? `session ${actor.sessionHash}` : `address ${toNetwork(ip)}`;
}

function toExceeded(retryAfterMs: number): AppError {
  return new AppError('RATE_EXCEEDED', undefined, { details: { retryAfterMs } });
}
