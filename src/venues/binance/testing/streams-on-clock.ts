import { createManualClock } from '../../../core/testing/manual-clock.ts';
import type { MarketName } from '../../../domain/market/instrument.ts';
import type { Endpoints, StreamState } from '../../venue.ts';
import { marketFacts } from '../market-facts.ts';
import { createStreams, type StreamsOptions } from '../streams/streams.ts';
import { openDoors } from './doors-on-clock.ts';
import { createStreamServer, type StreamServerOptions } from './stream-server.ts';

type SetUp = {
  readonly market?: MarketName;
  readonly endpoints?: Endpoints;
  readonly server?: StreamServerOptions;
  readonly options?: Partial<StreamsOptions>;
  readonly streamsPerConnection?: number;
};

/** The streams of one market against a server in memory, on a manual clock. */
export function openStreams({ market = 'spot', server: serverOptions, options, ...rest }: SetUp = {}) {
  const clock = createManualClock();
  const facts = { ...marketFacts[market] };
  const streamsPerConnection = rest.streamsPerConnection ?? facts.streamsPerConnection;
  const { messagesPerSecond } = facts;
  const server = createStreamServer(clock, { streamsPerConnection, messagesPerSecond, ...serverOptions });
  const doors = openDoors(clock, server);
  const messages: { text: string; receivedMs: number; connection: number }[] = [];
  const states: StreamState[] = [];
  const streams = createStreams({
    ...doors,
    facts: { ...facts, streamsPerConnection },
    endpoints: () => rest.endpoints ?? { rest: 'http://venue.test', stream: 'ws://venue.test' },
    reconnectMs: 5000,
    staleMs: 60_000,
    rotateMs: 82_800_000,
    onMessage: (bytes, receivedMs, connection) =>
      messages.push({ text: bytes.toString(), receivedMs, connection }),
    onState: (state) => states.push(state),
    ...options,
  });
  const want = (wanted: Readonly<Record<string, readonly string[]>>) =>
    streams.setStreams(new Map(Object.entries(wanted)));
  const types = () => states.map(({ type }) => type);
  return { clock, server, doors, messages, states, streams, want, types };
}
