// Recordings of real markets as lists of feed records; read where they are, never part of this tree.
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { recordings, replay } from '../../domain/order-flow/testing/recordings.ts';

export type RecordingName = 'usdm' | 'coinm' | 'spot';
export type RecordedMarket = { readonly instrument: Instrument; readonly records: readonly FeedRecord[] };

const kept = new Map<RecordingName, RecordedMarket>();

/** USD-M BTCUSDT and COIN-M BTCUSD_PERP (345 s), spot ETHUSDT (650 s, its ticker without a time). Read once. */
export function fromRecording(name: RecordingName): RecordedMarket {
  const found = kept.get(name);
  if (found) return found;
  const recording = recordings.find(({ instrument }) => instrument.market === name);
  if (!recording) throw new Error(`There is no recording of ${name}.`);
  const records: FeedRecord[] = [];
  replay(recording, (record) => records.push({ ...record }));
  const market = { instrument: recording.instrument, records };
  kept.set(name, market);
  return market;
}
