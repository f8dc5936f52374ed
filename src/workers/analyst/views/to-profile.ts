import { formatPrice, formatSize, type Instrument } from '../../../domain/market/instrument.ts';
import { pocOf } from '../../../domain/order-flow/bars/poc.ts';
import { valueAreaOf } from '../../../domain/order-flow/bars/value-area.ts';
import type { ProfileView } from '../../../domain/order-flow/market-words.ts';
import type { VolumeProfile } from '../../../domain/order-flow/profile/volume-profile.ts';

export function toProfile(instrument: Instrument, profile: VolumeProfile): ProfileView {
  const { binTicks, rows } = profile;
  const price = (row: number) => formatPrice(instrument, row * binTicks);
  const area = valueAreaOf(profile);
  const poc = pocOf(profile);
  return {
    binSize: formatPrice(instrument, binTicks),
    poc: poc ? price(poc.row) : null,
    valueAreaHigh: area ? formatPrice(instrument, (area.high + 1) * binTicks - 1) : null,
    valueAreaLow: area ? price(area.low) : null,
    rows: rows
      .filter(({ bid, ask }) => bid + ask > 0)
      .map(({ row, bid, ask }): [string, string, string] => [
        price(row),
        formatSize(instrument, bid),
        formatSize(instrument, ask),
      ]),
  };
}
