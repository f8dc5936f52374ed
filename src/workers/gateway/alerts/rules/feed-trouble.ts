import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const feedTrouble: AlertRule = {
  kind: 'feed-trouble',
  severity: 'critical',
  summary: 'Market data of an exchange is missing or incomplete for a minute.',
  periodMs: 5 * SECOND_MS,
  afterMs: MINUTE_MS,
  clearAfterMs: 10 * SECOND_MS,
  evaluate({ workers, parts }) {
    if (!workers) return undefined;
    const { status, says = '' } = parts['market'] ?? { status: 'Healthy' };
    // A worker that does not run is told by a rule of its own.
    const isRunning = workers.some(({ name, state }) => name === 'market' && state === 'ready');
    if (!isRunning || status === 'Healthy') return [];
    return [
      {
        subject: 'market',
        title: status === 'Degraded' ? 'Some market data is missing' : 'There is no market data',
        says: `${says} Signals of what is missing do not come. It connects again by itself: look at the network, at \`market.endpoints\` and at the lines of market in the log.`,
      },
    ];
  },
  recovered: () => 'All market data comes again.',
};
