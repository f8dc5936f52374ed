// A gateway for pictures only: it shows the built dashboard one state of the program and changes nothing.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RouteName, routes } from '../../../src/api/index.ts';
import type { RouteDefinition } from '../../../src/api/route.ts';
import { type Answers, createAnswers } from './answers.ts';
import { MarketWorld } from './market/market-world.ts';
import { type SceneName, toScene } from './scene.ts';
import { hangUp, serveLive } from './serve-live.ts';

const built = fileURLToPath(new URL('../../../dashboard/dist/', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

/** As strict as the gateway's: a script that is not a file of ours does not run. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'";

export type StandIn = {
  readonly url: string;
  /** The live connection is gone and nothing is answered, until the stand-in is stopped. */
  vanish(): void;
  stop(): Promise<void>;
};

/** `speed`: how many times as fast as real its market runs. */
export async function startStandIn(name: SceneName, port = 0, speed = 1): Promise<StandIn> {
  const scene = toScene(name);
  const startedMs = Date.now();
  const tick = (): number => Math.floor((Date.now() - startedMs) / 1000) + 100;
  const answers = createAnswers(scene, tick);
  const world = new MarketWorld(scene);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/market/'))
      answerMarket(world.answer(pathname, Object.fromEntries(searchParams)), response);
    else if (pathname.startsWith('/api/')) answerApi(answers, request, response, pathname);
    else void sendFile(response, pathname);
  });
  const sockets = serveLive(server, scene, tick, { world, speed });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: bound } = server.address() as { port: number };
  const vanish = (): void => {
    hangUp(sockets);
    server.close();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${bound}`,
    vanish,
    async stop() {
      const closed = server.listening ? once(server, 'close') : undefined;
      vanish();
      await closed;
    },
  };
}

function answerMarket(answer: unknown, response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  if (answer === undefined) response.statusCode = 404;
  response.end(
    JSON.stringify(answer ?? { error: { code: 'INSTRUMENT_UNKNOWN', message: 'It is not followed.' } }),
  );
}

function answerApi(answers: Answers, request: IncomingMessage, response: ServerResponse, path: string): void {
  const found = (Object.entries(routes) as [RouteName, RouteDefinition][]).find(
    ([, route]) =>
      route.method === request.method &&
      new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
  const answer = found && answers[found[0]];
  response.setHeader('content-type', 'application/json');
  if (!found || !answer) {
    response.statusCode = found?.[1].reply === undefined && found ? 204 : 404;
    response.end(found ? '' : '{"error":{"code":"ROUTE_UNKNOWN","message":"There is no such route."}}');
    return;
  }
  response.end(JSON.stringify(found[1].reply?.parse(answer())));
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const isFile = extname(path) !== '' && !path.includes('..');
  response.setHeader('content-security-policy', policy);
  try {
    const name = isFile ? path.slice(1) : 'index.html';
    const content = await readFile(`${built}${name}`);
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream');
    response.end(content);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}
