// Footprint bars from the flow of the last hours, then from what is stored.
import { toAppError } from '../../../../core/errors.ts';
import type { FootprintView } from '../../../../domain/order-flow/market-words.ts';
import type { GatewayParts } from '../../parts.ts';

export type FootprintWish = {
  readonly instrument: string;
  readonly beforeMs?: number | undefined;
  readonly limit: number;
};

/** A bar may have hundreds of rows, and an answer between workers is bounded. */
const AT_ONCE = 60;
const DEADLINE = { deadlineMs: 5000 };

/** Oldest first. Rejects only where there are none and somebody failed. */
export async function readFootprint(
  { analyst, storage }: Pick<GatewayParts, 'analyst' | 'storage'>,
  { instrument, beforeMs, limit }: FootprintWish,
): Promise<FootprintView[]> {
  let found: FootprintView[] = [];
  const readAll = async (
    read: (wish: { instrument: string; beforeMs: number | null; limit: number }) => Promise<FootprintView[]>,
  ): Promise<unknown> => {
    try {
      while (found.length < limit) {
        const before = found[0]?.openMs ?? beforeMs ?? null;
        const wish = { instrument, beforeMs: before, limit: Math.min(AT_ONCE, limit - found.length) };
        const page = (await read(wish)).filter(({ openMs }) => before === null || openMs < before);
        if (page.length === 0) return undefined;
        found = [...page, ...found];
      }
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const failures = [
    await readAll((wish) => analyst.footprint(wish, DEADLINE)),
    await readAll((wish) => storage.bars(wish, DEADLINE)),
  ].filter((failure) => failure !== undefined);
  if (found.length === 0 && failures.length > 0) throw toAppError(failures[0]);
  return found;
}
