import type { BreakerState } from './breaker.ts';

/** As `circuit_breaker_state` shows it. */
export const breakerFigures: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** The label of the worst of a worker's breakers, which is there also before it has any. */
export const ALL_PEERS = 'all';
