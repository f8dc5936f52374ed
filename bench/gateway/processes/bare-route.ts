// The peer of a REST read: one Fastify route that sends the bytes it was given, and nothing around it.
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { RouteOrder, RouteReport } from './rest-protocol.ts';

process.once('message', async ({ body }: RouteOrder) => {
  const server = fastify({ logger: false });
  server.get('/api/system', (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  process.send?.({ port } satisfies RouteReport);
});
process.on('disconnect', () => process.exit());
