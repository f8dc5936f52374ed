// What an exchange of the bench has to say.

/** Takes the data of one message of a stream. */
export type Outlet = (stream: string, data: string) => void;

export type Scene = {
  readonly symbols: readonly string[];
  /** Of one symbol, as lower-case names after the at sign. */
  readonly streams: readonly string[];
  /** As JSON, of a symbol the scene has. */
  depth(symbol: string): string;
  /** Says what is due since the last turn. */
  turn(outlet: Outlet): void;
  /** From the introduction, which brings books to life, to what is measured. */
  go(): void;
  readonly messages: number;
  readonly stamps: readonly (readonly [tradeId: number, sentMs: number])[];
};

/** Of one length, so that one name can be put over another. */
export function toSymbolNames(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `Z${index.toString(36).toUpperCase().padStart(2, '0')}USDT`,
  );
}
