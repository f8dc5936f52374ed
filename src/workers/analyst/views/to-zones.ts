import { formatPrice, type Instrument } from '../../../domain/market/instrument.ts';
import type { ZoneView } from '../../../domain/order-flow/market-words.ts';
import type { Zone } from '../../../domain/order-flow/zone.ts';

export function toZones(instrument: Instrument, zones: readonly Zone[]): ZoneView[] {
  return zones.map(({ kind, side, lowTicks, highTicks, touches, sinceMs, lastTouchMs, sources }) => ({
    id: `${kind}-${side}-${sinceMs}-${lowTicks}`,
    ...{ kind, side, touches, sinceMs },
    low: formatPrice(instrument, lowTicks),
    high: formatPrice(instrument, highTicks),
    lastMs: lastTouchMs,
    sources: [...sources],
  }));
}
