// Which indicator a vector is for, with which settings, and which of its outputs each column is.
import type { Bar } from '../../../src/domain/indicators/indicator-input.ts';

export type Results = readonly (Readonly<Record<string, number | undefined>> | undefined)[];
export type Column = readonly (number | undefined)[];

export type Case = {
  readonly vector: string;
  readonly indicator: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Output of each column, or how the column is drawn from all results. */
  readonly columns: Readonly<Record<string, string | ((results: Results, bars: readonly Bar[]) => Column)>>;
  /** First row that is compared; only with the reason. */
  readonly from?: { readonly row: number; readonly why: string };
  /** How many times the rounding of the vector it may be off; only with the reason. */
  readonly slack?: { readonly times: number; readonly why: string };
  /** Absolute tolerance in place of the rounding; only with the reason. */
  readonly within?: { readonly apart: number; readonly why: string };
};

export function times(factor: number, output: string) {
  return (results: Results): Column =>
    results.map((result) => {
      const value = result?.[output];
      return value === undefined ? undefined : value * factor;
    });
}

/** What is no indicator, each with its reason. */
export type Exclusion = { readonly vector: string; readonly why: string };
