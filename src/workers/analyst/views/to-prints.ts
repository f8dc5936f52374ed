import { type Instrument, showPrice, showSize } from '../../../domain/market/instrument.ts';
import type { PrintView } from '../../../domain/order-flow/market-words.ts';
import type { Sweep } from '../../../domain/order-flow/tape/trade-tape.ts';

export function toPrint(instrument: Instrument, sweep: Sweep): PrintView {
  return {
    id: sweep.lastId,
    atMs: sweep.lastMs,
    side: sweep.aggressor,
    price: showPrice(instrument, sweep.lastPrice),
    size: showSize(instrument, sweep.lots),
    trades: sweep.trades,
    isLarge: sweep.isLarge,
  };
}
