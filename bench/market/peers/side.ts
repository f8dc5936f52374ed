// One side of a book as every peer has it.

export interface PeerSide {
  /** Lots at a price in ticks; 0 removes the level. */
  set(price: number, size: number): void;
  /** Best price in ticks; NaN while there is none. */
  readonly best: number;
}

export type SideName = 'bid' | 'ask';
