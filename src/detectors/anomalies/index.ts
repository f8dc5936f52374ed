// Every anomaly that is watched for, the market's first: add a line.
import type { AnomalyDetector } from './anomaly.ts';
import { clockSkew } from './clock-skew.ts';
import { dataGap } from './data-gap.ts';
import { extremeVolatility } from './extreme-volatility.ts';
import { feedSilent } from './feed-silent.ts';
import { flashCrash } from './flash-crash.ts';
import { liquidationCascade } from './liquidation-cascade.ts';
import { liquidityVoid } from './liquidity-void.ts';
import { oneSidedBook } from './one-sided-book.ts';
import { oneSidedFlow } from './one-sided-flow.ts';
import { whaleTrade } from './whale-trade.ts';

export const anomalies: readonly AnomalyDetector[] = [
  flashCrash,
  liquidityVoid,
  extremeVolatility,
  oneSidedBook,
  oneSidedFlow,
  whaleTrade,
  liquidationCascade,
  dataGap,
  feedSilent,
  clockSkew,
];
