import type { MarketKind } from '../../market/instrument.ts';
import type { Encoding } from './encoding.ts';
import { coinm, usdm } from './futures.ts';
import { spot } from './spot.ts';

export const encodings: Readonly<Record<MarketKind, Encoding>> = { spot, usdm, coinm };
