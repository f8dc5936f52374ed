// The price feeds of the sandbox: one server on loopback that speaks the HTTP interfaces of several providers, by what the pools of its chain hold.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { answers } from './answers/index.ts';
import { type FeedName, faultsOf, feedNames, type PriceFaults } from './faults.ts';
import type { MarketView, TokenMarket } from './token-market.ts';

const HOST = '127.0.0.1';
const MAX_CONNECTIONS = 200;
const PERCENT = 100n;
/** Of a percent, as finely as a wrong price is set. */
const FINE = 1000;

export type PriceServerOptions = {
  /** Of real time: delays are those of real clients. */
  readonly clock: Clock;
  readonly faults: PriceFaults;
  /** As new as can be; undefined where the chain does not tell. */
  view(): Promise<MarketView | undefined>;
};

export type PriceServer = {
  /** The port it got. Rejects with SANDBOX_UNBINDABLE; may be tried again. */
  listen(port: number): Promise<number>;
  readonly answered: number;
  close(): Promise<void>;
};

export function createPriceServer({ clock, faults, view }: PriceServerOptions): PriceServer {
  /** What each feed told when it was told to stand still. */
  const still = new Map<FeedName, MarketView>();
  let answered = 0;
  let server: Server | undefined;

  const viewOf = async (feed: FeedName): Promise<MarketView | undefined> => {
    const of = faultsOf(faults, feed);
    for (const name of feedNames) if (!faultsOf(faults, name)('stale')) still.delete(name);
    const now = still.get(feed) ?? (await view());
    if (now === undefined) return undefined;
    if (of('stale')) still.set(feed, now);
    const wrong = of('wrong');
    return wrong === undefined ? now : toWrong(now, wrong.byPercent);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    const found = url && answers.find(({ feed, answer }) => answerOf(answer, url, request, empty) && feed);
    if (!url || !found) return send(response, 404, { message: 'Not found' });
    const of = faultsOf(faults, found.feed);
    const away = of('away');
    if (away?.how === 'reset') return void request.socket.destroy();
    const slow = of('slow');
    if (slow) await clock.sleep(slow.byMs);
    if (away) return send(response, 503, { message: 'Service Unavailable' });
    const many = of('too-many');
    if (many)
      return send(
        response,
        429,
        { message: 'Too Many Requests' },
        { 'retry-after': String(many.retryAfterS) },
      );
    const seen = await viewOf(found.feed);
    if (seen === undefined) return send(response, 503, { message: 'Service Unavailable' });
    const { status, body } = answerOf(found.answer, url, request, seen) ?? { status: 404, body: {} };
    answered += 1;
    send(response, status, body);
  };

  return {
    get answered() {
      return answered;
    },
    async listen(port) {
      const opened = createServer((request, response) => {
        answer(request, response).catch(() => response.destroy());
      });
      opened.maxConnections = MAX_CONNECTIONS;
      await new Promise<void>((resolve, reject) => {
        opened.once('error', (cause) => {
          const message = `The price feeds of the sandbox cannot listen on port ${port} (${cause.message}).`;
          reject(new AppError('SANDBOX_UNBINDABLE', message, { details: { port }, cause }));
        });
        opened.listen(port, HOST, resolve);
      });
      server = opened;
      return (opened.address() as AddressInfo).port;
    },
    async close() {
      const closing = server;
      if (!closing) return;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
  };
}

const empty: MarketView = { slot: 0, atMs: 0, solUsd: 0n, tokens: new Map() };

function answerOf(
  answer: (typeof answers)[number]['answer'],
  url: URL,
  { headers }: IncomingMessage,
  view: MarketView,
) {
  const key = headers['x-api-key'];
  return answer({
    ...{ path: url.pathname, query: url.searchParams, view },
    key: typeof key === 'string' && key !== '' ? key : null,
  });
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  const type = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  response.writeHead(status, { ...type, ...headers }).end(text);
}

function toWrong(view: MarketView, byPercent: number): MarketView {
  const factor = BigInt(Math.round((100 + byPercent) * FINE));
  const wrong = ({ pools, ...token }: TokenMarket): TokenMarket => ({
    ...token,
    pools: pools.map((pool) => ({
      ...pool,
      priceUsd: (pool.priceUsd * factor) / (PERCENT * BigInt(FINE)),
      priceQuote: (pool.priceQuote * factor) / (PERCENT * BigInt(FINE)),
    })),
  });
  return { ...view, tokens: new Map([...view.tokens].map(([mint, token]) => [mint, wrong(token)])) };
}
