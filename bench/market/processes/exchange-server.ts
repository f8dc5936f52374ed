// What a client of the exchange needs: the list of symbols, the time, snapshots, and streams on WebSockets.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { FrameBatch } from './frame-batch.ts';
import type { Outlet, Scene } from './scene.ts';

export type ExchangeServer = {
  readonly port: number;
  readonly outlet: Outlet;
  /** Hands over what was said since the last time. */
  flush(): void;
};

type Connection = { readonly socket: Duplex; readonly batch: FrameBatch };

const LIMIT_PER_MINUTE = 1_000_000;

/** `onHeard` is told once, when every stream of the scene has a hearer. */
export async function openExchangeServer(scene: Scene, onHeard: () => void): Promise<ExchangeServer> {
  const hearers = new Map<string, Connection>();
  const connections = new Set<Connection>();
  const acceptor = new WebSocketServer({ noServer: true });
  const wanted = new Set(
    scene.symbols.flatMap((symbol) => scene.streams.map((stream) => `${symbol.toLowerCase()}@${stream}`)),
  );

  const subscribe = (webSocket: WebSocket, connection: Connection, text: string) => {
    const { method, params, id } = JSON.parse(text) as { method: string; params: string[]; id: number };
    const wasLacking = wanted.size > 0;
    for (const stream of params) {
      if (method !== 'SUBSCRIBE') continue;
      hearers.set(stream, connection);
      wanted.delete(stream);
    }
    webSocket.send(JSON.stringify({ result: null, id }));
    if (wasLacking && wanted.size === 0) onHeard();
  };
  const server = createServer((request, response) => answer(scene, request, response));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    acceptor.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = { socket, batch: new FrameBatch() };
      connections.add(connection);
      webSocket.on('message', (data) => subscribe(webSocket, connection, String(data)));
      webSocket.on('close', () => connections.delete(connection));
      webSocket.on('error', () => {});
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    outlet: (stream, data) => hearers.get(stream)?.batch.add(`{"stream":"${stream}","data":${data}}`),
    flush() {
      for (const { socket, batch } of connections) {
        const frames = batch.take();
        if (frames) socket.write(frames);
      }
    },
  };
}

function answer(scene: Scene, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const text = toAnswer(scene, url);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function toAnswer(scene: Scene, { pathname, searchParams }: URL): string {
  if (pathname.endsWith('/depth')) return scene.depth(searchParams.get('symbol') ?? '');
  if (pathname.endsWith('/time')) return JSON.stringify({ serverTime: Date.now() });
  const rateLimit = { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1 };
  return JSON.stringify({
    rateLimits: [{ ...rateLimit, limit: LIMIT_PER_MINUTE }],
    symbols: scene.symbols.map((symbol) => ({
      ...{ symbol, status: 'TRADING', baseAsset: symbol.slice(0, -4), quoteAsset: 'USDT' },
      filters: [
        { filterType: 'PRICE_FILTER', tickSize: '0.10', minPrice: '0.10', maxPrice: '4529764' },
        { filterType: 'LOT_SIZE', stepSize: '0.001', minQty: '0.001', maxQty: '1000' },
      ],
    })),
  });
}
