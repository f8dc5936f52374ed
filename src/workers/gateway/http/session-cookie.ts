// The cookie of a session: out of reach of scripts, of other sites and of other hosts.
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers take `__Host-` over HTTPS only, and then from this host alone. */
const SECURE_NAME = '__Host-zapflow';
const LOOPBACK_NAME = 'zapflow';

export function readSession(request: FastifyRequest): string | undefined {
  return request.cookies[toName(request)];
}

/** Null takes it away. */
export function writeSession(request: FastifyRequest, reply: FastifyReply, id: string | null): void {
  const name = toName(request);
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: name === SECURE_NAME } as const;
  if (id === null) reply.clearCookie(name, options);
  else reply.setCookie(name, id, options);
}

function toName({ protocol }: FastifyRequest): string {
  return protocol === 'https' ? SECURE_NAME : LOOPBACK_NAME;
}
