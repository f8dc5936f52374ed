// Detections, a view of the market and signals made by hand, in ticks of 0.01 and lots of 0.001.
import type { Detection } from '../../../../detectors/detector.ts';
import { formatPrice } from '../../../../domain/market/instrument.ts';
import type { FlowView } from '../../../../domain/order-flow/flow-view.ts';
import { SecondRing } from '../../../../domain/order-flow/seconds/second-ring.ts';
import type { Signal } from '../../../../domain/order-flow/signal.ts';
import { plainInstrument } from '../../../../domain/order-flow/testing/records.ts';

export const T0 = 1_700_000_000_000;

export function detectionOf(changes: Partial<Detection> = {}): Detection {
  return { side: 'buy', eventMs: T0, price: 10_000, strength: 0.5, figures: {}, ...changes };
}

/** A market of which this is known: prices in ticks. */
export function viewOf({ nowMs = T0, price = 10_000, atr = 40, bid = 9999, ask = 10_001 } = {}): FlowView {
  const touch = { bid, ask, bidSize: 1, askSize: 1 };
  return {
    instrument: plainInstrument,
    nowMs,
    price,
    atr,
    touch,
    seconds: new SecondRing(),
  } as unknown as FlowView;
}

/** A buy at 100.00 with its stop at 99.00 and its first target at 101.00, or what is said instead. */
export function signalOf(
  id: string,
  changes: Partial<Signal> & { entry?: number; stopTicks?: number; targetTicks?: number } = {},
): Signal {
  const { entry = 10_000, stopTicks = 9900, targetTicks = 10_100, ...rest } = changes;
  const price = (ticks: number) => formatPrice(plainInstrument, ticks);
  return {
    id,
    ...{ instrument: plainInstrument.id, type: 'absorption', variant: null, side: 'buy', eventMs: T0 },
    ...{ price: price(entry), confidence: 0.5, isCalibrated: false, priority: 'normal' },
    ...{ stop: price(stopTicks), targets: [price(targetTicks)], invalidation: price(stopTicks) },
    ...{ confirmations: [], conflicts: [], says: '', figures: {}, trades: null, correlationId: id },
    ...rest,
  };
}
