// An exchange whose time moves only when a test says so, with real sockets to it.
import { WebSocket } from 'ws';
import { createSeededRandom } from '../../../core/random.ts';
import { createManualClock, type ManualClock } from '../../../core/testing/manual-clock.ts';
import { createSandboxClock } from '../../sandbox-clock.ts';
import { createExchange, type Exchange, type ExchangeOptions } from '../exchange.ts';
import type { ExchangeFaults } from '../faults.ts';
import { openSimulatedSource } from '../live/simulated-source.ts';
import type { ExchangeSource } from '../source.ts';

export type StreamClient = {
  readonly socket: WebSocket;
  /** Everything that came, as text. */
  readonly texts: string[];
  say(message: unknown): void;
  /** Resolves with the first message, past or to come, that fits. */
  first(fits: (text: string) => boolean): Promise<string>;
  /** Resolves when all that was sent so far has come. */
  settled(): Promise<void>;
  /** Resolves with the code of its end. */
  readonly closed: Promise<number>;
};

export type TestExchange = {
  readonly exchange: Exchange;
  readonly source: ExchangeSource;
  readonly clock: ManualClock;
  readonly port: number;
  /** Faults that are on, with their settings. */
  readonly faults: Record<string, object>;
  get<T = Record<string, unknown>>(path: string): Promise<{ status: number; headers: Headers; body: T }>;
  connect(path: string): Promise<StreamClient>;
  close(): Promise<void>;
};

export async function openExchangeOnClock(
  options: Partial<Omit<ExchangeOptions, 'clock' | 'faults'>> & {
    readonly createSource?: (clock: ManualClock) => ExchangeSource;
  } = {},
): Promise<TestExchange> {
  const clock = createManualClock();
  const on: Record<string, object> = {};
  const faults = ((name: string) => on[name]) as ExchangeFaults;
  const random = createSeededRandom(5);
  const source =
    options.createSource?.(clock) ??
    openSimulatedSource({ random, clock: createSandboxClock(clock, 1), faults });
  const exchange = createExchange({ random, ...options, source, clock, faults });
  const port = await exchange.listen(0);
  const clients = new Set<WebSocket>();
  return {
    ...{ exchange, source, clock, port, faults: on },
    async get<T>(path: string) {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`);
      const text = await reply.text();
      return {
        status: reply.status,
        headers: reply.headers,
        body: (text === '' ? {} : JSON.parse(text)) as T,
      };
    },
    async connect(path) {
      const client = connectTo(`ws://127.0.0.1:${port}${path}`);
      clients.add(client.socket);
      await new Promise((resolve, reject) => {
        client.socket.once('open', resolve);
        client.socket.once('error', reject);
      });
      return client;
    },
    async close() {
      for (const client of clients) client.terminate();
      await exchange.close();
    },
  };
}

let lastId = 1_000_000;

function connectTo(url: string): StreamClient {
  const socket = new WebSocket(url);
  const texts: string[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    texts.push(String(data));
    for (const look of waiting) look();
  });
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => resolve(code));
  });
  const first = (fits: (text: string) => boolean): Promise<string> =>
    new Promise((resolve) => {
      const look = () => {
        const text = texts.find(fits);
        if (text === undefined) return;
        waiting.delete(look);
        resolve(text);
      };
      waiting.add(look);
      look();
    });
  return {
    ...{ socket, texts, first, closed },
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async settled() {
      const id = ++lastId;
      socket.send(JSON.stringify({ method: 'LIST_SUBSCRIPTIONS', id }));
      await first((text) => text.includes(`"id":${id}`));
    },
  };
}
