import { allKinds, type Endpoint, flat } from './endpoint.ts';
import { toExchangeInfo } from './exchange-info.ts';

export const general: readonly Endpoint[] = [
  { path: 'ping', kinds: allKinds, weight: flat(1, 1), answer: () => ({}) },
  {
    path: 'time',
    kinds: allKinds,
    weight: flat(1, 1),
    answer: ({ nowMs }) => ({ serverTime: nowMs }),
  },
  { path: 'exchangeInfo', kinds: allKinds, weight: flat(20, 1), answer: toExchangeInfo },
];
