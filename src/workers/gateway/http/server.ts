// The HTTP server: one way in for every request, then the routes of the registry, the live connection and the dashboard.
import cookie from '@fastify/cookie';
import websocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { AppError } from '../../../core/errors.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Random } from '../../../core/random.ts';
import { rootScope, runInScope } from '../../../core/scope.ts';
import type { Accept } from '../live/accept.ts';
import { socketOptions } from '../live/accept-socket.ts';
import { readPem } from '../read-pem.ts';
import type { Actor } from '../security/actor.ts';
import type { Identify } from '../security/identify.ts';
import type { KnownDevices } from '../security/known-devices.ts';
import type { GatewaySettings } from '../settings.ts';
import { createAuthenticate, LIVE_PATH, lookUpActors, refuseForeign, refuseUnauthorised } from './admit.ts';
import { createClientErrorHandler } from './client-errors.ts';
import { dashboardFolder, serveDashboard } from './dashboard.ts';
import { describeRoutes } from './document.ts';
import { toFailure } from './failures.ts';
import { toOwnNames } from './foreign.ts';
import { acceptJson, MAX_BODY_BYTES } from './json-body.ts';
import { limitConnections } from './listen.ts';
import { toPageHeaders } from './page-headers.ts';
import { limitRates } from './rate-limits.ts';
import { registerRoutes } from './register-routes.ts';
import type { RouteHandlers } from './route-handler.ts';
import { toTimeLimits } from './time-limits.ts';
import './request-facts.ts';

export type ServerOptions = {
  readonly settings: Pick<
    GatewaySettings,
    'host' | 'hosts' | 'trustedProxy' | 'tls' | 'rateLimit' | 'version' | 'maxConnections'
  >;
  readonly random: Random;
  readonly log: Log;
  readonly identify: Identify;
  /** Whoever does not say who he is. */
  readonly stranger: Actor | undefined;
  readonly handlers: RouteHandlers;
  readonly devices: Pick<KnownDevices, 'counterOf'>;
  readonly accept: Accept;
  readonly dashboardFolder?: string | undefined;
  nowMs(): number;
};

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { settings, random, log } = options;
  const pageHeaders = toPageHeaders({ isHttps: settings.tls !== null || settings.trustedProxy.length > 0 });
  const fail = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    // What Fastify refuses before any hook, as an address that cannot be decoded, has none yet.
    request.correlationId ||= random.hex(8);
    reply.headers(pageHeaders).header('x-correlation-id', request.correlationId);
    const { status, body, error } = toFailure(thrown, request.correlationId);
    const { retryAfterMs } = error.details;
    const { method, url } = request;
    if (status === 500) log.error('a request failed', { method, url, err: error });
    else if (status > 500) {
      const { code, message } = error;
      log.warn('a request failed', { method, url, code, says: message });
    }
    if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
    return reply.code(status).serializer(JSON.stringify).type('application/json; charset=utf-8').send(body);
  };
  const { requestTimeout, node } = toTimeLimits();
  const server = fastify({
    ...(settings.tls ? { https: { ...node, ...readPem(settings.tls, 'gateway.tls') } } : { http: node }),
    trustProxy: settings.trustedProxy.length > 0 ? [...settings.trustedProxy] : false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout,
    forceCloseConnections: true,
    logger: false,
    frameworkErrors: fail,
    clientErrorHandler: createClientErrorHandler({ random, headers: pageHeaders }),
  });
  limitConnections(server.server, settings.maxConnections);
  // What a client expects beside the answer is his affair; Node would refuse it in a shape of its own.
  server.server.on('checkExpectation', (request, response) =>
    server.server.emit('request', request, response),
  );
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(fail);

  // First of all, because it must know of every upgrade that is refused: it closes the connection of those.
  await server.register(websocket, { options: socketOptions });
  // Everything that one request causes has one correlation id, and its sender can ask for it by that.
  server.decorateRequest('correlationId', '');
  server.decorateRequest('actor', undefined);
  server.addHook('onRequest', (request, reply, done) => {
    request.correlationId = random.hex(8);
    reply.headers(pageHeaders).header('x-correlation-id', request.correlationId);
    runInScope(rootScope(request.correlationId), done);
  });
  refuseForeign(server, toOwnNames(settings.hosts, settings.host));
  await server.register(cookie);
  const limits = await limitRates(server, settings.rateLimit);
  const { guesses } = limits;
  lookUpActors(server, { ...options, ...limits });
  refuseUnauthorised(server, options);
  acceptJson(server);

  await describeRoutes(server, settings.version);
  registerRoutes(server, options.handlers, { ...options, guesses });
  const authenticate = createAuthenticate({ ...options, ...limits });
  server.route({
    method: 'GET',
    url: LIVE_PATH,
    schema: { hide: true },
    // Asked for without an upgrade.
    handler() {
      throw new AppError('ROUTE_UNKNOWN');
    },
    wsHandler(socket, request) {
      const { actor, ip: address, correlationId } = request;
      options.accept(socket, {
        actor,
        address,
        correlationId,
        stream: request.raw.socket,
        authenticate: (token) => authenticate(request, token),
      });
    },
  });
  await serveDashboard(server, options.dashboardFolder ?? dashboardFolder);
  server.setNotFoundHandler({ preHandler: server.rateLimit() }, () => {
    throw new AppError('ROUTE_UNKNOWN');
  });
  return server;
}
