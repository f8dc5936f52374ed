// What one address of the REST interface is.
import type { MarketKind } from '../../market/instrument.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import type { Params } from './params.ts';

export type RestContext = {
  readonly kind: MarketKind;
  /** Of this market. */
  readonly records: readonly SymbolRecord[];
  /** Of all of them. */
  readonly params: Params;
  readonly nowMs: number;
  readonly limits: Readonly<Record<MarketKind, number>>;
};

export type Endpoint = {
  /** Behind `/api/v3/`, `/fapi/v1/` or `/dapi/v1/`. */
  readonly path: string;
  readonly kinds: readonly MarketKind[];
  /** How much of the allowance of a minute it takes. */
  weight(query: URLSearchParams, kind: MarketKind): number;
  /** JSON, or its text. Throws a Refusal. */
  answer(context: RestContext): unknown;
};

export const allKinds: readonly MarketKind[] = ['spot', 'usdm', 'coinm'];
export const futuresKinds: readonly MarketKind[] = ['usdm', 'coinm'];

/** A weight that is the same for every request, spot first. */
export function flat(spot: number, futures: number): Endpoint['weight'] {
  return (_, kind) => (kind === 'spot' ? spot : futures);
}

/** A weight that is larger without a symbol. */
export function bySymbol(
  spot: readonly [one: number, all: number],
  futures: readonly [one: number, all: number],
): Endpoint['weight'] {
  return (query, kind) => {
    const [one, all] = kind === 'spot' ? spot : futures;
    return query.has('symbol') ? one : all;
  };
}
