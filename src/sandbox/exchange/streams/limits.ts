import type { MarketKind } from '../../market/instrument.ts';

export type StreamLimits = {
  readonly streams: number;
  /** Incoming messages, pings and pongs included. */
  readonly messagesPerSecond: number;
  readonly pingMs: number;
  /** Without a pong for so long the connection is ended. */
  readonly pongMs: number;
  readonly lifeMs: number;
};

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const futures: StreamLimits = {
  streams: 200,
  messagesPerSecond: 10,
  pingMs: 3 * MINUTE_MS,
  pongMs: 10 * MINUTE_MS,
  lifeMs: DAY_MS,
};

/** Of one connection. */
export const streamLimits: Readonly<Record<MarketKind, StreamLimits>> = {
  spot: { streams: 1024, messagesPerSecond: 5, pingMs: 20_000, pongMs: MINUTE_MS, lifeMs: DAY_MS },
  usdm: futures,
  coinm: futures,
};
