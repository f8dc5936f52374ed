import { depth } from './depth.ts';
import type { Endpoint } from './endpoint.ts';
import { futures } from './futures.ts';
import { general } from './general.ts';
import { klines } from './klines.ts';
import { tickers } from './tickers.ts';
import { trades } from './trades.ts';

export const endpoints: readonly Endpoint[] = [
  ...general,
  depth,
  ...trades,
  ...klines,
  ...tickers,
  ...futures,
];
