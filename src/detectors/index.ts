import { absorption } from './absorption.ts';
import { accumulationDistribution } from './accumulation-distribution.ts';
import { breakout } from './breakout.ts';
import { deltaConfirmation } from './delta-confirmation.ts';
import { deltaDivergence } from './delta-divergence.ts';
import type { Detector } from './detector.ts';
import { exhaustion } from './exhaustion.ts';
import { hiddenOrder } from './hidden-order.ts';
import { iceberg } from './iceberg.ts';
import { largeTrade } from './large-trade.ts';
import { orderFlowImbalance } from './order-flow-imbalance.ts';
import { pulledLiquidity } from './pulled-liquidity.ts';
import { stackedImbalance } from './stacked-imbalance.ts';
import { supportResistance } from './support-resistance.ts';

/** In the order in which people read of them: of trades and bars, then of the book. */
export const detectors: readonly Detector[] = [
  absorption,
  exhaustion,
  deltaDivergence,
  deltaConfirmation,
  accumulationDistribution,
  stackedImbalance,
  supportResistance,
  breakout,
  iceberg,
  hiddenOrder,
  pulledLiquidity,
  largeTrade,
  orderFlowImbalance,
];
