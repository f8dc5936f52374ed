// The sandbox exchange: one server on loopback that speaks Binance's public REST and stream protocols, on a simulated or recorded market.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import type { MarketKind } from '../market/instrument.ts';
import { createTamper, type ExchangeFaults, noFaults } from './faults.ts';
import { createAllowance, usualLimits } from './rest/allowance.ts';
import { answerRest } from './rest/answer-rest.ts';
import type { ExchangeSource, SourceFacts } from './source.ts';
import { openConnection, type StreamConnection } from './streams/connection.ts';
import { createStreamHub, type StreamHub } from './streams/hub.ts';
import { type StreamLimits, streamLimits } from './streams/limits.ts';
import { parseStreamAddress } from './streams/stream-address.ts';

const HOST = '127.0.0.1';
const MAX_MESSAGE_BYTES = 65_536;
const MAX_CONNECTIONS = 1000;
/** How often connections are looked after. */
const KEEP_MS = 100;

export type ExchangeOptions = {
  readonly source: ExchangeSource;
  /** Of real time: connections and limits are those of real clients. */
  readonly clock: Clock;
  /** Chooses the messages that faults hit. */
  readonly random: Random;
  readonly faults?: ExchangeFaults;
  readonly weightLimits?: Readonly<Record<MarketKind, number>>;
  readonly streamLimits?: Readonly<Record<MarketKind, StreamLimits>>;
};

export type Exchange = {
  readonly hub: StreamHub;
  /** The port it got. Rejects with SANDBOX_UNBINDABLE; may be tried again. */
  listen(port: number): Promise<number>;
  tell(): SourceFacts;
  close(): Promise<void>;
};

export function createExchange(options: ExchangeOptions): Exchange {
  const { source, clock, random, faults = noFaults, weightLimits: limits = usualLimits } = options;
  const allowance = createAllowance(clock, limits);
  const hub = createStreamHub(createTamper(faults, random));
  const connections = new Set<StreamConnection>();
  const acceptor = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const rate = createRate(clock, () => hub.sent);

  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    const refuse = faults('refuse');
    if (refuse?.how === 'reset') return void request.socket.destroy();
    if (refuse) return void response.writeHead(503).end();
    const send = () => {
      const url = URL.parse(request.url ?? '/', 'http://localhost');
      if (!url) return void response.writeHead(400).end();
      const { status, headers, text } = answerRest(request.method ?? 'GET', url, {
        ...{ source, allowance, limits, faults, clock },
      });
      const type = { 'content-type': 'application/json;charset=UTF-8' };
      const length = { 'content-length': Buffer.byteLength(text) };
      response.writeHead(status, { ...type, ...length, ...headers }).end(text);
    };
    const slow = faults('rest-slow');
    if (slow) clock.after(slow.byMs, send);
    else send();
  };
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // a client that is lost before it was let in
    socket.on('error', () => socket.destroy());
    const refuse = faults('refuse');
    const address = parseStreamAddress(request.url ?? '/');
    if (refuse?.how === 'reset') return void socket.destroy();
    if (refuse || !address) {
      const status = refuse ? '503 Service Unavailable' : '404 Not Found';
      return void socket.end(`HTTP/1.1 ${status}\r\n\r\n`, () => socket.destroy());
    }
    acceptor.handleUpgrade(request, socket, head, (webSocket) => {
      const connection: StreamConnection = openConnection({
        ...{ address, webSocket, socket, hub, clock, faults },
        limits: (options.streamLimits ?? streamLimits)[address.kind],
        onEnd: () => connections.delete(connection),
      });
      connections.add(connection);
    });
  };

  const isEndDue = createEndings(clock, faults);
  const keep = clock.every(KEEP_MS, () => {
    rate.look();
    const ending = isEndDue();
    for (const connection of connections) {
      if (ending === undefined) connection.keep();
      else if (ending === 'disconnect') connection.end();
      else connection.breakOff();
    }
  });
  let server: Server | undefined;
  let isStarted = false;

  return {
    hub,
    async listen(port) {
      const opened = createServer(onRequest).on('upgrade', onUpgrade);
      opened.maxConnections = MAX_CONNECTIONS;
      await bind(opened, port);
      server = opened;
      if (!isStarted) source.start(hub);
      isStarted = true;
      return (opened.address() as AddressInfo).port;
    },
    tell: () => ({ connections: connections.size, messagesPerSecond: rate.perSecond, ...source.tell() }),
    async close() {
      keep.cancel();
      if (isStarted) source.stop();
      for (const connection of connections) connection.end();
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

/** Which fault ends all connections now, counted from when it was switched on. */
function createEndings(clock: Clock, faults: ExchangeFaults) {
  let since = { name: '', atMs: 0 };
  return (): 'disconnect' | 'reset-mid-frame' | undefined => {
    const name = faults('disconnect') ? 'disconnect' : 'reset-mid-frame';
    const settings = faults(name);
    const nowMs = clock.monotonicMs();
    if (!settings || since.name !== name) since = { name: settings ? name : '', atMs: nowMs };
    if (!settings || nowMs - since.atMs < settings.everyS * 1000) return undefined;
    since.atMs = nowMs;
    return name;
  };
}

/** Of a count that grows, over about a second. */
function createRate(clock: Clock, count: () => number) {
  let since = { atMs: clock.monotonicMs(), count: 0 };
  let perSecond = 0;
  return {
    look() {
      const elapsedMs = clock.monotonicMs() - since.atMs;
      if (elapsedMs < 1000) return;
      perSecond = Math.round(((count() - since.count) * 1000) / elapsedMs);
      since = { atMs: clock.monotonicMs(), count: count() };
    },
    get perSecond() {
      return perSecond;
    },
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `The sandbox exchange cannot listen on port ${port} (${cause.message}).`;
      reject(new AppError('SANDBOX_UNBINDABLE', message, { details: { port }, cause }));
    });
    server.listen(port, HOST, resolve);
  });
}
