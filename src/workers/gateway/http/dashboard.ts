// The files of the dashboard, and its one page under every path that a person may open.
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../../core/errors.ts';

/** Where `npm run build` puts it. */
export const dashboardFolder = new URL('../../../../dashboard/dist/', import.meta.url).pathname;

const YEAR_MS = 365 * 24 * 3_600_000;
/** Paths that are never pages: a program that asks for what does not exist must not get HTML. */
const programs = /^\/(api|ws|metrics)(\/|$)/;

const missing = `<!doctype html>
<html lang="en">
<title>Zapflow</title>
<h1>Zapflow is running; its dashboard is not built yet</h1>
<p>Run <code>npm run build</code> in the folder of Zapflow, then load this page again.</p>
<p>Programs find the API at <a href="/api/docs">/api/docs</a>.</p>
`;

export async function serveDashboard(server: FastifyInstance, folder = dashboardFolder): Promise<void> {
  await server.register(fastifyStatic, { root: folder, serve: false, dotfiles: 'deny', cacheControl: false });
  server.get(
    '/*',
    { config: { isAsset: true, rateLimit: false }, schema: { hide: true } },
    (request, reply) => {
      const path = toPath(request.url);
      if (programs.test(path)) throw new AppError('ROUTE_UNKNOWN');
      return extname(path) === '' ? sendPage(reply, folder) : sendAsset(reply, path);
    },
  );
}

/** Not by `URL`, which takes the beginning of `//name` for a host and throws when it is none. */
function toPath(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '/';
}

/** A new build has new names for what changed, so what has a name is kept for ever. */
function sendAsset(reply: FastifyReply, path: string): FastifyReply {
  const isNamedByContent = path.startsWith('/assets/');
  reply.header(
    'cache-control',
    isNamedByContent ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache',
  );
  return reply.sendFile(decodeURIComponent(path));
}

function sendPage(reply: FastifyReply, folder: string): FastifyReply {
  reply.header('cache-control', 'no-cache');
  if (existsSync(`${folder}index.html`)) return reply.sendFile('index.html');
  return reply.code(503).type('text/html; charset=utf-8').send(missing);
}
