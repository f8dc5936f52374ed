import type { Member } from '../member.ts';
import { clock } from './clock.ts';
import { exchange } from './exchange.ts';
import { prices } from './prices.ts';
import { solana } from './solana.ts';

/** In the order of opening. */
export const members: readonly Member[] = [clock, exchange, solana, prices];
