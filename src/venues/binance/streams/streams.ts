// All streams of one market: placed on connections, changed at run time, watched.
import type {
  Endpoints,
  StreamHandlers,
  StreamState,
  Streams,
  VenueDoors,
  WantedStreams,
} from '../../venue.ts';
import type { MarketFacts, Route } from '../market-facts.ts';
import { partsOf, routeOf } from '../stream-names.ts';
import { createPlacement, type Placement } from './placement.ts';
import { createShard, type Shard } from './shard.ts';
import { createStreamMetrics } from './stream-metrics.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

export type StreamsOptions = Pick<VenueDoors, 'clock' | 'random' | 'outside' | 'log' | 'metrics'> &
  StreamHandlers & {
    readonly facts: MarketFacts;
    /** Asked before each connection. */
    readonly endpoints: () => Endpoints;
    readonly reconnectMs: number;
    readonly staleMs: number;
    readonly rotateMs: number;
  };

type Way = {
  readonly route: Route | '';
  readonly placement: Placement;
  readonly shards: Map<number, Shard>;
  readonly watchdog: Watchdog;
};

export function createStreams(options: StreamsOptions): Streams {
  const { facts, clock, log } = options;
  const name = `binance-${facts.market}`;
  const metrics = createStreamMetrics(options.metrics, name);
  const isRouted = options.endpoints().stream.includes('{route}');
  const routes: readonly (Route | '')[] = isRouted ? ['public', 'market'] : [''];
  let lastConnection = 0;
  let isClosed = false;

  const onState = (state: StreamState): void => {
    metrics.count(state);
    const isTrouble = state.type !== 'connected' && state.type !== 'rotated';
    const counts = {
      ...('symbols' in state && { symbols: state.symbols.length }),
      ...(state.type === 'disconnected' && { streams: state.streams.length }),
    };
    (isTrouble ? log.warn : log.info)(`${name}: streams ${state.type}`, { ...state, ...counts });
    options.onState(state);
  };

  const openShard = ({ route, placement, watchdog }: Way, id: number): Shard =>
    createShard({
      ...options,
      ...facts,
      ...{ name, route },
      url: () => `${options.endpoints().stream.replace('{route}', route)}/stream`,
      nextConnection: () => ++lastConnection,
      hear: watchdog.hear,
      symbols: () => placement.symbolsOf(id),
      onMessage(bytes, receivedMs, connection) {
        metrics.messages.add();
        options.onMessage(bytes, receivedMs, connection);
      },
      onState,
    });

  // Each route is watched by itself: one of them may fail while the other goes on.
  const ways = routes.map((route): Way => {
    const placement = createPlacement(facts.streamsPerConnection);
    const shards = new Map<number, Shard>();
    const watchdog = createWatchdog({
      clock,
      staleMs: options.staleMs,
      onSilent(symbol, stream, forMs) {
        onState({ type: 'silent', symbol, stream, forMs });
        shards.get(placement.shardOf(symbol) ?? -1)?.renewForSilence();
      },
    });
    return { route, placement, shards, watchdog };
  });

  return {
    get open() {
      return ways.reduce((sum, { shards }) => sum + [...shards.values()].reduce((n, s) => n + s.open, 0), 0);
    },
    partsOf,
    silences: (symbol) =>
      ways.flatMap(({ route, watchdog }) => {
        const silence = watchdog.silenceOf(symbol);
        return silence ? [{ route, parts: partsOf(silence.streams), forMs: silence.forMs }] : [];
      }),
    setStreams(wanted) {
      if (isClosed) return;
      const placed = ways.map((way) => {
        const own = onRoute(wanted, way.route);
        return { way, own, byShard: way.placement.place(own) };
      });
      metrics.wanted(wanted);
      for (const { way, own, byShard } of placed) {
        way.watchdog.watch(own);
        for (const [id, shard] of way.shards) {
          const streams = byShard.get(id);
          if (streams) shard.want(streams);
          else {
            way.shards.delete(id);
            void shard.close();
          }
        }
        for (const [id, streams] of byShard) {
          if (way.shards.has(id)) continue;
          const shard = openShard(way, id);
          shard.want(streams);
          way.shards.set(id, shard);
        }
      }
    },
    async close() {
      isClosed = true;
      for (const { watchdog } of ways) watchdog.stop();
      await Promise.all(ways.flatMap(({ shards }) => [...shards.values()].map((shard) => shard.close())));
    },
  };
}

function onRoute(wanted: WantedStreams, route: Route | ''): WantedStreams {
  const kept = new Map<string, readonly string[]>();
  for (const [symbol, streams] of wanted)
    kept.set(
      symbol,
      streams.filter((stream) => isOn(route, stream)),
    );
  return kept;
}

function isOn(route: Route | '', stream: string): boolean {
  return route === '' || routeOf(stream) === route;
}
