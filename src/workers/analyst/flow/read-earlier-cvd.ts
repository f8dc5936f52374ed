import type { Client } from '../../../core/service.ts';
import { type Instrument, parseSize } from '../../../domain/market/instrument.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { EarlierCvd } from './cvd-line.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LAST_BARS = 5;
const DEADLINE = { deadlineMs: 5000 };

/** CVD at the last bar that an earlier life stored, a whole one where there is one; undefined where the line begins anew. */
export async function readEarlierCvd(
  storage: Pick<Client<typeof storageContract>, 'bars'>,
  instrument: Instrument,
  { atMs, cvdReset }: { readonly atMs: number; readonly cvdReset: 'never' | 'utc-day' },
): Promise<EarlierCvd | undefined> {
  const wish = { instrument: instrument.id, beforeMs: atMs, limit: LAST_BARS };
  const bars = await storage.bars(wish, DEADLINE);
  const bar = bars.findLast(({ isPartial }) => !isPartial) ?? bars.at(-1);
  if (!bar) return undefined;
  if (cvdReset === 'utc-day' && Math.floor(bar.openMs / DAY_MS) < Math.floor(atMs / DAY_MS)) return undefined;
  const lots = parseSize(instrument, bar.cvd);
  if (Number.isNaN(lots)) return undefined;
  return { lots, endMs: bar.openMs + MINUTE_MS, sinceMs: bar.cvdSinceMs ?? bar.openMs };
}
