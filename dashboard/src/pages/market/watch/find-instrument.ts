import type { InstrumentState } from '../../../api/market.ts';

/**
 * The instrument that the address asks for; where it asks for none the remembered one, then the first that is live. Undefined
 * where the address asks for one that is not followed: another one in its place would be taken for it.
 */
export function findInstrument<Known extends Pick<InstrumentState, 'id' | 'state'>>(
  instruments: readonly Known[],
  asked: string | undefined,
  remembered: string | null,
): Known | undefined {
  if (asked) return instruments.find(({ id }) => id === asked);
  return (
    instruments.find(({ id }) => id === remembered) ??
    instruments.find(({ state }) => state === 'live') ??
    instruments[0]
  );
}

/** As it stands in the address, where it may be anything. */
export function toAsked(part: string | undefined): string | undefined {
  try {
    return part && decodeURIComponent(part);
  } catch {
    return part;
  }
}
