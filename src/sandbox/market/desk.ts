// What one agent sees of one symbol and may do there.
import type { Random } from '../../core/random.ts';
import type { RestingOrder } from './book-side.ts';
import type { SimulatedInstrument } from './instrument.ts';
import type { MatchingBook, OrderWish } from './matching-book.ts';
import type { Regime } from './regime.ts';

export type Desk = {
  readonly instrument: SimulatedInstrument;
  readonly random: Random;
  readonly book: MatchingBook;
  readonly nowMs: number;
  readonly regime: Regime;
  /** What the symbol is worth, in ticks with a fraction. */
  readonly fairTicks: number;
  place(wish: Omit<OrderWish, 'owner'>): RestingOrder | undefined;
  cancel(order: RestingOrder): boolean;
  /** Takes at once what is there, up to `reach` of the price beyond the best (0.001 = 0.1 %). */
  take(isBuy: boolean, lots: number, reach: number): void;
  /** The same for somebody whose position is closed by force. */
  liquidate(isSell: boolean, lots: number): void;
  /** So many times a usual order, in lots, at least one. */
  usualLots(times: number): number;
  /** Lets the fair value learn from trading, by a share of the price. */
  push(share: number): void;
};

export type Agent = {
  /** How often it looks, a second of sandbox time. */
  perSecond(regime: Regime): number;
  act(): void;
};

export type AgentKind = {
  readonly name: string;
  /** One for each of them that trades the symbol. */
  create(desk: Desk): readonly Agent[];
};
