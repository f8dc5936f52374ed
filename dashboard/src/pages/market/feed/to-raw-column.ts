import type { MarketDeltas } from '../../../live/market-topics.ts';
import type { RawColumn } from '../chart/heat-ring.ts';

/** A column of the heat-map as it came, its bytes unpacked and its price counted in rows. */
export function toRawColumn({
  atMs,
  from,
  rowSize,
  cells,
}: MarketDeltas['heat']['columns'][number]): RawColumn {
  const text = atob(cells);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return { atMs, fromRow: Math.round(Number(from) / Number(rowSize)), cells: bytes };
}
