// The venues, one line each.
import { binance } from './binance/binance.ts';

export const venues = [binance] as const;
