// The feeds that are asked over HTTP, one line each. Prices of pools and of Binance come from the workers chain and market.
import { birdeye } from './birdeye.ts';
import { dexscreener } from './dexscreener.ts';
import type { Feed } from './feed.ts';
import { jupiter } from './jupiter.ts';
import { vybe } from './vybe.ts';

export const feeds: readonly Feed[] = [jupiter, dexscreener, birdeye, vybe];
