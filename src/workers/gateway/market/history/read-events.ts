// Signals and anomalies of storage, newest first, as many as are asked for: storage answers in bounded pages.
import type { SignalFilter, SignalRow } from '../../../../api/signals.ts';
import type { AnomalyEvent } from '../../../../domain/order-flow/signal.ts';
import type { GatewayParts } from '../../parts.ts';

type Storage = Pick<GatewayParts['storage'], 'signals' | 'anomalies'>;
type Span = { readonly sinceMs?: number | undefined; readonly beforeMs?: number | undefined };
export type SignalWish = SignalFilter & Span;
type AnomalyWish = Span & Pick<Parameters<Storage['anomalies']>[0], 'instrument' | 'type' | 'severity'>;

const PAGE = 1000;
const DEADLINE = { deadlineMs: 8000 };

/** Pages of signals up to `max` of them in all. */
export function signalPages(storage: Storage, wish: SignalWish, max: number): AsyncGenerator<SignalRow[]> {
  return pages(max, async (place) => {
    const { signals, hasMore } = await storage.signals({ ...wish, ...place }, DEADLINE);
    return { rows: signals, hasMore };
  });
}

export function anomalyPages(
  storage: Storage,
  wish: AnomalyWish,
  max: number,
): AsyncGenerator<AnomalyEvent[]> {
  return pages(max, async (place) => {
    const { anomalies, hasMore } = await storage.anomalies({ ...wish, ...place }, DEADLINE);
    return { rows: anomalies, hasMore };
  });
}

type Place = { readonly limit: number; readonly beforeMs?: number; readonly beforeId?: string };

async function* pages<Row extends { readonly id: string; readonly eventMs: number }>(
  max: number,
  read: (place: Place) => Promise<{ readonly rows: Row[]; readonly hasMore: boolean }>,
): AsyncGenerator<Row[]> {
  let place: Omit<Place, 'limit'> = {};
  for (let left = max; left > 0; ) {
    const { rows, hasMore } = await read({ ...place, limit: Math.min(PAGE, left) });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (!hasMore) return;
    left -= rows.length;
    place = { beforeMs: last.eventMs, beforeId: last.id };
  }
}
