// Where the exchange has its market from: a simulation, or a recording.
import type { SymbolRecord } from './record/symbol-record.ts';
import type { StreamHub } from './streams/hub.ts';

export type SourceFacts = Readonly<Record<string, string | number | boolean | null>>;

export type ExchangeSource = {
  readonly records: readonly SymbolRecord[];
  /** Wall ms of the exchange. */
  nowMs(): number;
  start(hub: StreamHub): void;
  stop(): void;
  tell(): SourceFacts;
};
