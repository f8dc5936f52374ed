// Binance: spot, USD-M and COIN-M futures. Market data only, for which no key is needed.
import { z } from 'zod';
import { marketNames } from '../../domain/market/instrument.ts';
import { defineVenue } from '../venue.ts';
import type { VenueRecording } from '../venue-feed.ts';
import { backfillKlines, backfillTrades } from './backfill.ts';
import { createClockOffset } from './clock-offset.ts';
import { MarketFeed } from './feed/market-feed.ts';
import { marketFacts } from './market-facts.ts';
import { openRecording } from './recording/open-recording.ts';
import { recordingFormat } from './recording/recording-format.ts';
import { createRest } from './rest/rest.ts';
import { toStreamNames } from './stream-names.ts';
import { createStreams } from './streams/streams.ts';

const LOOPBACK = '127.0.0.1';
const HOUR_MS = 3_600_000;

const settings = z.strictObject({
  reconnectMs: z
    .int()
    .min(100)
    .max(600_000)
    .default(5000)
    .describe('First wait in ms before a lost connection is tried again.'),
  staleMs: z
    .int()
    .min(1000)
    .max(3_600_000)
    .default(60_000)
    .describe('Silence in ms after which a stream is taken for dead.'),
  rotateMs: z
    .int()
    .min(60_000)
    .max(24 * HOUR_MS)
    .default(23 * HOUR_MS)
    .describe('Age in ms at which a connection is replaced; Binance ends each after 24 hours.'),
  skewMs: z
    .int()
    .min(10)
    .max(60_000)
    .default(1000)
    .describe('Difference in ms of the clocks from which on it is told.'),
});

export const binance = defineVenue({
  name: 'binance',
  summary: 'Binance spot, USD-M and COIN-M futures: live streams, snapshots and history.',
  markets: marketNames,
  settings,
  endpoints: (market, sandboxPort) =>
    sandboxPort === null
      ? marketFacts[market].endpoints
      : { rest: `http://${LOOPBACK}:${sandboxPort}`, stream: `ws://${LOOPBACK}:${sandboxPort}/${market}` },
  streamNames: toStreamNames,
  createFeed: (options) => new MarketFeed(options),
  recording: recordingFormat,
  openRecording: async (paths) => (await openRecording(paths)) as VenueRecording,
  open(doors, { market, onClock, ...options }, { skewMs, ...settings }) {
    const facts = marketFacts[market];
    const endpoints = options.endpoints ?? (() => facts.endpoints);
    const name = `binance-${market}`;
    const rest = createRest({ ...doors, facts, endpoints });
    const streams = createStreams({ ...doors, ...settings, ...options, facts, endpoints });
    const offsetGauge = doors.metrics.gauge('zapflow_venue_clock_offset', { peer: name });
    const offset = createClockOffset({
      ...doors,
      name,
      skewMs,
      askTime: (signal) => rest.time({ signal }),
      onReading(reading) {
        offsetGauge.set(reading.offsetMs);
        onClock?.(reading);
      },
      onSkew({ offsetMs, isSkewed }) {
        if (isSkewed) doors.log.warn(`${name}: its clock is ${Math.round(offsetMs)} ms ahead of ours`);
        else doors.log.info(`${name}: its clock and ours agree again`);
      },
    });
    let isAwake = false;
    return {
      market,
      offset,
      get open() {
        return streams.open;
      },
      setStreams(wanted) {
        streams.setStreams(wanted);
        if (!isAwake && wanted.size > 0) void offset.measure();
        isAwake ||= wanted.size > 0;
      },
      silences: streams.silences,
      partsOf: streams.partsOf,
      listings: rest.exchangeInfo,
      depth: rest.depth,
      backfillKlines: (range, options) => backfillKlines(rest, facts.klinesPerPage, range, options),
      backfillTrades: (range, options) => backfillTrades(rest, range, options),
      async close() {
        offset.stop();
        await streams.close();
      },
    };
  },
});
