// Plays records to an anomaly's detector, and feeds to try them with.
import type { z } from 'zod';
import { type FeedRecord, gapReasons } from '../../../domain/market/feed-record.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { calmBid, random, record, startMs, tested, trade } from '../../testing/records.ts';
import { play } from '../../testing/scenario.ts';
import type { Anomaly, AnomalyDetector } from '../anomaly.ts';

/** All that is told of these records. */
export function watch<S extends z.ZodObject>(
  anomaly: AnomalyDetector<S>,
  records: Iterable<FeedRecord>,
  settings: z.input<S> = {} as z.input<S>,
  instrument: Instrument = tested,
): Anomaly[] {
  return play<Anomaly>(records, anomaly.create(anomaly.settings.parse(settings)), instrument);
}

/** As words, to compare with. */
export function toWords(found: readonly Anomaly[]): string[] {
  return found.map(({ severity, side, eventMs }) => `${severity} ${side} ${(eventMs - startMs) / 1000}`);
}

type Steps = (second: number) => number;

/** Two trades a second at a price that steps up and down by chance, and as the steps say. */
export function stepping(seconds: number, chanceTicks: number, steps: Steps = () => 0): FeedRecord[] {
  const next = random(5);
  let price = calmBid;
  return Array.from({ length: seconds }, (_, second) => {
    const change = Math.round((next() * 2 - 1) * chanceTicks) + steps(second);
    price += change;
    const atMs = startMs + second * 1000;
    const way = change >= 0 ? 'buy' : 'sell';
    return [trade(atMs + 300, way, price, 5), trade(atMs + 800, way, price, 5)];
  }).flat();
}

/** The feed says this at that second and nothing for ten minutes, in which the price goes on by so many ticks. */
export function holed(
  records: readonly FeedRecord[],
  atSecond: number,
  driftTicks: number,
  says: (atMs: number) => FeedRecord,
): FeedRecord[] {
  const atMs = startMs + atSecond * 1000;
  const after = records
    .filter(({ eventMs }) => eventMs >= atMs)
    .map((each) => {
      const eventMs = each.eventMs + 600_000;
      return { ...each, eventMs, receivedMs: eventMs, price: each.price + driftTicks };
    });
  return [...records.filter(({ eventMs }) => eventMs < atMs), says(atMs), ...after];
}

export const holes: readonly ((atMs: number) => FeedRecord)[] = [
  (atMs) => record('gap', atMs, 0, gapReasons.indexOf('disconnected')),
  (atMs) => record('gap', atMs, 0, gapReasons.indexOf('overrun')),
  (atMs) => record('missedTrades', atMs, 0, 12, 7),
];
