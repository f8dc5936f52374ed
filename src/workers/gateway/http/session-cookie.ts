// The cookies of a session and of a known browser: out of reach of scripts, of other sites and of other hosts.
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers take `__Host-` over HTTPS only, and then from this host alone. */
const SECURE_PREFIX = '__Host-';
const SESSION = 'zapflow';
const DEVICE = 'zapflow-device';
/** A browser that nobody signed in with for so long is a stranger again. */
const DEVICE_SECONDS = 180 * 86_400;

export function readSession(request: FastifyRequest): string | undefined {
  return request.cookies[toName(request, SESSION)];
}

/** Null takes it away. */
export function writeSession(request: FastifyRequest, reply: FastifyReply, id: string | null): void {
  const name = toName(request, SESSION);
  if (id === null) reply.clearCookie(name, toOptions(request));
  else reply.setCookie(name, id, toOptions(request));
}

export function readDevice(request: FastifyRequest): string | undefined {
  return request.cookies[toName(request, DEVICE)];
}

export function writeDevice(request: FastifyRequest, reply: FastifyReply, text: string): void {
  reply.setCookie(toName(request, DEVICE), text, { ...toOptions(request), maxAge: DEVICE_SECONDS });
}

function toOptions(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(request) } as const;
}

function toName(request: FastifyRequest, name: string): string {
  return isSecure(request) ? `${SECURE_PREFIX}${name}` : name;
}

function isSecure({ protocol }: FastifyRequest): boolean {
  return protocol === 'https';
}
