// Live connections behind a real server on a loopback port, and clients that speak the real protocol.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { type ClientFrame, type ServerFrame, serverFrame } from '../../../../api/live.ts';
import { allocateMetricRegion } from '../../../../core/board/metric-region.ts';
import { readMetrics } from '../../../../core/board/metric-samples.ts';
import { openMetrics } from '../../../../core/board/metrics.ts';
import { type Clock, systemClock } from '../../../../core/clock.ts';
import { createLogger } from '../../../../core/log/logger.ts';
import type { Actor } from '../../security/actor.ts';
import { socketOptions } from '../accept-socket.ts';
import { createLive, type LiveOptions } from '../live.ts';
import { guest } from './client-on-clock.ts';

export type LiveServerOptions = Pick<LiveOptions, 'topics'> &
  Partial<Pick<LiveOptions, 'maxClients' | 'maxStrangers' | 'refresh'>> & {
    readonly clock?: Clock;
    /** Who connects; guests where it is left out. */
    readonly arriving?: () => Actor | undefined;
    readonly authenticate?: (token: string) => Promise<Actor | undefined>;
  };

export async function startLiveServer(options: LiveServerOptions) {
  const { clock = systemClock, arriving = () => guest, authenticate = async () => undefined } = options;
  const memory = allocateMetricRegion();
  const live = createLive({
    clock,
    log: createLogger({ write: () => {}, clock, worker: 'gateway' }),
    metrics: openMetrics(memory),
    worker: 'gateway',
    version: '1.2.3',
    mode: 'sandbox',
    refresh: async (actor) => actor,
    ...options,
  });
  const sockets = new WebSocketServer({ ...socketOptions, noServer: true });
  const server: Server = createServer();
  server.on('upgrade', (request, stream, head) =>
    sockets.handleUpgrade(request, stream, head, (socket) =>
      live.accept(socket, {
        actor: arriving(),
        address: '127.0.0.1',
        correlationId: 'c',
        stream,
        authenticate,
      }),
    ),
  );
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const clients: LiveTestClient[] = [];
  return {
    live,
    port,
    connect() {
      const client = new LiveTestClient(`ws://127.0.0.1:${port}`);
      clients.push(client);
      return client;
    },
    figure(name: string): number | undefined {
      const sample = readMetrics(memory).find((found) => found.name === name);
      return sample && 'value' in sample ? sample.value : undefined;
    },
    async stop() {
      await live.stop();
      for (const { socket } of clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export class LiveTestClient {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #onFrame: (() => void) | undefined;

  constructor(url: string) {
    this.socket = new WebSocket(url, { perMessageDeflate: false });
    this.socket.on('error', () => {});
    this.socket.on('message', (data) => {
      this.frames.push(serverFrame.parse(JSON.parse(data.toString())));
      this.#onFrame?.();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  get opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.readyState === WebSocket.OPEN) return resolve();
      this.socket.once('open', () => resolve());
      this.socket.once('error', reject);
    });
  }

  async send(frame: ClientFrame): Promise<void> {
    await this.opened;
    this.socket.send(JSON.stringify(frame));
  }

  /** Resolves once what came so far fits. */
  async until(fits: (frames: readonly ServerFrame[]) => boolean): Promise<void> {
    while (!fits(this.frames))
      await new Promise<void>((resolve) => {
        this.#onFrame = resolve;
      });
  }

  /** What the deltas and snapshots said. */
  get data(): unknown[] {
    return this.frames.flatMap((frame) => ('data' in frame ? [frame.data] : []));
  }
}
