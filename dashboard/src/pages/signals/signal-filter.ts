// What of the history is asked for, as it stands in the address.
export type SignalFilter = {
  readonly instrument: string;
  readonly type: string;
  readonly side: string;
  readonly least: string;
  readonly since: string;
};

export const noFilter: SignalFilter = { instrument: '', type: '', side: '', least: '', since: '' };

const HOUR_MS = 3_600_000;

/** How far back, by the word that stands in the address. */
export const spans: Readonly<Record<string, { readonly name: string; readonly ms: number }>> = {
  '1h': { name: 'Last hour', ms: HOUR_MS },
  '24h': { name: 'Last 24 hours', ms: 24 * HOUR_MS },
  '7d': { name: 'Last 7 days', ms: 7 * 24 * HOUR_MS },
  '30d': { name: 'Last 30 days', ms: 30 * 24 * HOUR_MS },
};

/** As the gateway takes it; what is not asked for is left out. */
export function toQuery({ instrument, type, side, least, since }: SignalFilter, nowMs: number) {
  const span = spans[since];
  return {
    ...(instrument === '' ? {} : { instrument }),
    ...(type === '' ? {} : { type }),
    ...(side === 'buy' || side === 'sell' ? { side: side as 'buy' | 'sell' } : {}),
    ...(least === '' ? {} : { minConfidence: Number(least) }),
    ...(span === undefined ? {} : { sinceMs: nowMs - span.ms }),
  };
}
export type SignalQuery = ReturnType<typeof toQuery>;
