// Puts every route of the registry on the server: checked on the way in, stripped on the way out.
import type { FastifyInstance, FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify';
import { z } from 'zod';
import { type RouteName, routes } from '../../../api/index.ts';
import type { RouteDefinition } from '../../../api/route.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import { rootScope, runInScope } from '../../../core/scope.ts';
import { toActorName } from '../security/actor.ts';
import type { KnownDevices } from '../security/known-devices.ts';
import type { Guesses } from './rate-limits.ts';
import type { RouteHandlers, RouteRequest } from './route-handler.ts';
import { compileShared } from './serialize.ts';
import { readDevice, writeDevice, writeSession } from './session-cookie.ts';

/** A handler as the loop below sees it; the types of `RouteHandlers` are checked where the handlers are made. */
type AnyHandler = (input: unknown, request: RouteRequest) => unknown;

/** Codes by which somebody is told that a secret was wrong. */
const guessed = new Set(['SIGN_IN_WRONG', 'CODE_WRONG', 'CODE_USED', 'SETUP_TOKEN_WRONG']);

/** What routes use beside their handlers. */
type RouteServices = {
  readonly guesses: Guesses;
  readonly devices: Pick<KnownDevices, 'counterOf'>;
  readonly log: Log;
};

/** Where nothing is declared nothing is taken. */
const nothing = z.strictObject({});

export function registerRoutes(
  server: FastifyInstance,
  handlers: RouteHandlers,
  { guesses, devices, log }: RouteServices,
): void {
  for (const [name, route] of Object.entries(routes) as [RouteName, RouteDefinition][]) {
    const handle = handlers[name] as AnyHandler;
    server.route({
      method: route.method,
      url: toPattern(route.path),
      schema: toSchema(name, route),
      config: { demand: route },
      ...(route.body ? { preValidation: allowNoBody } : {}),
      ...(route.isShared ? { serializerCompiler: compileShared } : {}),
      handler: async (request, reply) => {
        const takesSecrets = route.area === 'session' && route.method !== 'GET';
        if (takesSecrets && !isKnown(request, devices)) await guesses.refuse(request);
        const { params, query, body } = request;
        if (!route.body && !isNothing(body))
          throw new AppError('REQUEST_INVALID', 'This request takes no body.');
        const run = async () => {
          try {
            return await handle({ params, query, body }, toRouteRequest(request, reply));
          } catch (error) {
            if (takesSecrets && guessed.has(toAppError(error).code)) await guesses.count(request);
            throw error;
          }
        };
        // Reading a body may leave the scope of the request.
        const answer = await (route.body ? runInScope(rootScope(request.correlationId), run) : run());
        if (route.method !== 'GET') logChange(log, name, request);
        if (route.reply === undefined) return reply.code(204).send();
        if (route.replyType !== undefined) reply.type(route.replyType);
        return reply.send(isInParts(answer) ? ReadableStream.from(answer) : answer);
      },
    });
  }
}

/** A body whose keys are all optional may be left out: nobody has to send `{}` to stop trading. */
const allowNoBody: preValidationHookHandler = (request, _reply, done) => {
  if (request.body === undefined) request.body = {};
  done();
};

/** Whose own few tries are counted elsewhere: a stranger at the same address does not make him wait. */
function isKnown(request: FastifyRequest, devices: RouteServices['devices']): boolean {
  // At a route for anyone he may try names of others.
  if (request.actor?.kind === 'user' && request.routeOptions.config.demand?.access !== 'anyone') return true;
  const { name } = (request.body ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' && devices.counterOf(name, readDevice(request)) !== null;
}

/** For those who follow the files; the audit itself is in the database. Params are ids and names, never secrets. */
function logChange(log: Log, action: RouteName, { actor, ip, params }: FastifyRequest): void {
  // A param may be named as a field of the line itself, as `worker` is.
  const target = Object.values(params ?? {}).join(' ');
  const details = { actor: toActorName(actor), address: ip, action, ...(target && { target }) };
  log.info('a change was asked for and done', { category: 'audit', ...details });
}

/** `/api/tokens/{token}` as the router writes it. */
export function toPattern(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

function isInParts(answer: unknown): answer is AsyncIterable<string> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** Some clients send an empty object where there is nothing to send. */
function isNothing(body: unknown): boolean {
  return body === undefined || body === null || nothing.safeParse(body).success;
}

function toSchema(name: RouteName, { params, query = nothing, body, reply, area, summary }: RouteDefinition) {
  return {
    operationId: name,
    summary,
    tags: [area],
    querystring: query,
    ...(params ? { params } : {}),
    ...(body ? { body } : {}),
    ...(reply ? { response: { 200: reply } } : {}),
  };
}

function toRouteRequest(request: FastifyRequest, reply: FastifyReply): RouteRequest {
  const { actor, ip, correlationId, headers } = request;
  return {
    actor,
    by: { actor: toActorName(actor), address: ip },
    agent: (headers['user-agent'] ?? '').slice(0, MAX_AGENT),
    device: readDevice(request),
    correlationId,
    setSession: (id) => writeSession(request, reply, id),
    setDevice: (text) => writeDevice(request, reply, text),
    setActor: (found) => {
      request.actor = found;
    },
    setStatus: (code) => void reply.code(code),
  };
}

const MAX_AGENT = 200;
