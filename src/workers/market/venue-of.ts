// The venues of the list, by what is asked of them.
import { AppError } from '../../core/errors.ts';
import type { MarketName } from '../../domain/market/instrument.ts';
import { venues } from '../../venues/index.ts';
import type { Venue } from '../../venues/venue.ts';
import type { VenueRecording } from '../../venues/venue-feed.ts';

/** The first of the list that has this market. */
export function venueOf(market: MarketName): (typeof venues)[number] {
  const found = venues.find(({ markets }) => (markets as Venue['markets']).includes(market));
  if (!found) throw new AppError('BUG', `No venue has the market ${market}.`);
  return found;
}

/** By the first venue that knows them as its own. Rejects with FILE_UNREADABLE, RECORDING_INVALID. */
export async function openRecording(paths: readonly string[]): Promise<VenueRecording> {
  let refused: unknown;
  for (const venue of venues)
    try {
      return await venue.openRecording(paths);
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'RECORDING_INVALID') throw thrown;
      refused ??= thrown;
    }
  throw refused;
}
