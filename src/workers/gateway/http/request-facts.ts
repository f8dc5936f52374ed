// What the door has found out about a request by the time its handler runs.
import type { FastifyRequest } from 'fastify';
import type { Actor, Demand } from '../security/actor.ts';
import type { Asked } from './foreign.ts';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    /** What a route asks of whoever calls it; without it anyone may. */
    demand?: Demand;
    /** Files of the dashboard: nobody is looked up for them. */
    isAsset?: boolean;
  }
}

export function toAsked(request: FastifyRequest): Asked {
  const { method, hostname, protocol, host, headers, raw } = request;
  const isSocket = headers.upgrade !== undefined;
  return {
    method,
    host,
    hostname,
    target: raw.url ?? '/',
    origin: `${protocol}://${host}`,
    isSocket,
    headers,
  };
}

const BEARER = /^Bearer +(\S+)$/i;

/** The text after `Bearer`; the empty text where there is something else. */
export function toBearer({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization === undefined ? undefined : (BEARER.exec(authorization)?.[1] ?? '');
}
