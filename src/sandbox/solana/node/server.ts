// The node on its port: requests and subscriptions, of the first endpoint at / and of the second at /replica.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { AppError } from '../../../core/errors.ts';
import type { SolanaFaults } from './faults.ts';
import { openPushConnection, type PushConnection, type PushDoor } from './pubsub/connection.ts';
import type { RpcContext } from './rpc/method.ts';
import { serveHttp } from './rpc/serve-http.ts';

const HOST = '127.0.0.1';
const REPLICA = '/replica';
const MAX_CONNECTIONS = 1000;
const MAX_MESSAGE_BYTES = 65_536;
/** How often it is looked whether connections are to be reset. */
const KEEP_MS = 100;

type Options = {
  readonly first: RpcContext;
  readonly replica: RpcContext;
  readonly door: Omit<PushDoor, 'nextId' | 'faults'>;
  readonly faults: SolanaFaults;
};

export type NodeServer = {
  readonly connections: number;
  readonly port: number | null;
  /** The port it got. Rejects with SANDBOX_UNBINDABLE; may be tried again. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
};

export function createNodeServer({ first, replica, door, faults }: Options): NodeServer {
  const { clock } = door;
  const connections = new Map<PushConnection, RpcContext>();
  const acceptor = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  let server: Server | undefined;
  let port: number | null = null;
  let lastId = 0;
  let sinceMs: number | undefined;
  const contextOf = ({ url = '/' }: IncomingMessage) => (url.startsWith(REPLICA) ? replica : first);
  const nextId = () => {
    lastId += 1;
    return lastId;
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // a client that is lost before it was let in
    socket.on('error', () => socket.destroy());
    const context = contextOf(request);
    acceptor.handleUpgrade(request, socket, head, (webSocket) => {
      const connection: PushConnection = openPushConnection({
        ...{ ...door, webSocket, nextId, view: context.view, faults: context.faults },
        onEnd: () => connections.delete(connection),
      });
      connections.set(connection, context);
    });
  };
  const keep = clock.every(KEEP_MS, () => {
    const due = faults('push-disconnect');
    const nowMs = clock.monotonicMs();
    sinceMs = due ? (sinceMs ?? nowMs) : undefined;
    if (!due || sinceMs === undefined || nowMs - sinceMs < due.everyS * 1000) return;
    sinceMs = nowMs;
    for (const [connection, context] of connections) if (context.faults('push-disconnect')) connection.end();
  });

  return {
    get connections() {
      return connections.size;
    },
    get port() {
      return port;
    },
    async listen(wanted) {
      const opened = createServer((request, response) => {
        serveHttp(request, response, contextOf(request), clock).catch(() => response.destroy());
      }).on('upgrade', onUpgrade);
      opened.maxConnections = MAX_CONNECTIONS;
      await bind(opened, wanted);
      server = opened;
      port = (opened.address() as AddressInfo).port;
      return port;
    },
    async close() {
      keep.cancel();
      for (const connection of connections.keys()) connection.end();
      acceptor.close();
      const closing = server;
      if (!closing) return;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `The Solana node of the sandbox cannot listen on port ${port} (${cause.message}).`;
      reject(new AppError('SANDBOX_UNBINDABLE', message, { details: { port }, cause }));
    });
    server.listen(port, HOST, resolve);
  });
}
