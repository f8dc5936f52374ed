// The live topics of the market and of Solana: what comes first of each, and what after it.
import type { z } from 'zod';
import type { marketTopics } from '../../../src/api/market.ts';
import type { SignalRow } from '../../../src/api/signals.ts';
import type { solanaTopics } from '../../../src/api/solana-words.ts';
import type { AnomalyEvent } from '../api/market.ts';

type Declared = typeof marketTopics & typeof solanaTopics;

export type MarketSnapshots = { [T in keyof Declared]: z.output<Declared[T]['snapshot']> } & {
  readonly signals: readonly SignalRow[];
  readonly anomalies: readonly AnomalyEvent[];
};
export type MarketDeltas = { [T in keyof Declared]: z.output<Declared[T]['delta']> } & {
  readonly signals: SignalRow;
  readonly anomalies: AnomalyEvent;
};
export type MarketTopic = keyof MarketSnapshots;
