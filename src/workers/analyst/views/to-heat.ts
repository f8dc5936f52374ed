import { formatPrice, type Instrument } from '../../../domain/market/instrument.ts';
import type { DepthColumn } from '../../../domain/order-flow/book/depth-history.ts';
import type { HeatColumn } from '../../../domain/order-flow/market-words.ts';

export function toHeat(
  instrument: Instrument,
  { atMs, fromTicks, rowTicks, sizes }: DepthColumn,
): HeatColumn {
  return {
    atMs,
    from: formatPrice(instrument, fromTicks),
    rowSize: formatPrice(instrument, rowTicks),
    cells: Buffer.from(sizes).toString('base64'),
  };
}
