// What the worker counts.
import type { Metrics } from '../../core/board/metrics.ts';

export type ChainNow = {
  readonly waiting: number;
  readonly slotsBehind: number;
  readonly followed: number;
  readonly catchingUp: number;
};

export function openChainFigures(metrics: Metrics) {
  const gauges = {
    waiting: metrics.gauge('zapflow_solana_waiting'),
    slotsBehind: metrics.gauge('zapflow_solana_slots_behind'),
    followed: metrics.gauge('zapflow_solana_followed'),
    catchingUp: metrics.gauge('zapflow_solana_catching_up'),
  };
  return {
    recorded: metrics.counter('zapflow_solana_transactions', { result: 'recorded' }),
    late: metrics.counter('zapflow_solana_transactions', { result: 'late' }),
    withdrawn: metrics.counter('zapflow_solana_transactions', { result: 'withdrawn' }),
    givenUp: metrics.counter('zapflow_solana_transactions', { result: 'given-up' }),
    incomplete: metrics.counter('zapflow_solana_gaps'),
    tell(now: ChainNow): void {
      gauges.waiting.set(now.waiting);
      gauges.slotsBehind.set(now.slotsBehind);
      gauges.followed.set(now.followed);
      gauges.catchingUp.set(now.catchingUp);
    },
  };
}
