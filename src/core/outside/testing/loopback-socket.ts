import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A real WebSocket server on the loopback interface; a fixed port lets it come back after it was disposed. */
export async function openLoopbackSocket(
  onConnection: (socket: WebSocket, request: IncomingMessage) => void,
  port = 0,
): Promise<AsyncDisposable & { readonly url: string; readonly port: number }> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', onConnection);
  await once(server, 'listening');
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${actualPort}`,
    port: actualPort,
    async [Symbol.asyncDispose]() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
