import { type Instrument, showPrice, showSize } from '../../../domain/market/instrument.ts';
import { pocOf } from '../../../domain/order-flow/bars/poc.ts';
import { valueAreaOf } from '../../../domain/order-flow/bars/value-area.ts';
import type { ProfileView } from '../../../domain/order-flow/market-words.ts';
import type { VolumeProfile } from '../../../domain/order-flow/profile/volume-profile.ts';

/** @param fromMs when it began; null where nothing is in it */
export function toProfile(
  instrument: Instrument,
  profile: VolumeProfile,
  fromMs: number | null,
): ProfileView {
  const { binTicks, rows } = profile;
  const price = (row: number) => showPrice(instrument, row * binTicks);
  const area = valueAreaOf(profile);
  const poc = pocOf(profile);
  return {
    fromMs: profile.rows.length > 0 ? fromMs : null,
    binSize: showPrice(instrument, binTicks),
    poc: poc ? price(poc.row) : null,
    valueAreaHigh: area ? showPrice(instrument, (area.high + 1) * binTicks - 1) : null,
    valueAreaLow: area ? price(area.low) : null,
    rows: rows
      .filter(({ bid, ask }) => bid + ask > 0)
      .map(({ row, bid, ask }): [string, string, string] => [
        price(row),
        showSize(instrument, bid),
        showSize(instrument, ask),
      ]),
  };
}
