import { type Instrument, showPrice } from '../../../domain/market/instrument.ts';
import type { ZoneView } from '../../../domain/order-flow/market-words.ts';
import type { Zone } from '../../../domain/order-flow/zone.ts';

export function toZones(instrument: Instrument, zones: readonly Zone[]): ZoneView[] {
  return zones.map(({ kind, side, lowTicks, highTicks, touches, sinceMs, lastTouchMs, sources }) => ({
    id: `${kind}-${side}-${sinceMs}-${lowTicks}`,
    ...{ kind, side, touches, sinceMs },
    low: showPrice(instrument, lowTicks),
    high: showPrice(instrument, highTicks),
    lastMs: lastTouchMs,
    sources: [...sources],
  }));
}
