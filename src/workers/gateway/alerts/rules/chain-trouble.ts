import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const chainTrouble: AlertRule = {
  kind: 'chain-trouble',
  severity: 'critical',
  summary: 'For a minute no Solana node answers, or followed wallets are not read as they should be.',
  periodMs: 5 * SECOND_MS,
  afterMs: MINUTE_MS,
  clearAfterMs: 10 * SECOND_MS,
  evaluate({ workers, parts }) {
    if (!workers) return undefined;
    const { status, says = '' } = parts['chain'] ?? { status: 'Healthy' };
    // A worker that does not run is told by a rule of its own.
    const isRunning = workers.some(({ name, state }) => name === 'chain' && state === 'ready');
    if (!isRunning || status === 'Healthy') return [];
    return [
      {
        subject: 'chain',
        title: status === 'Degraded' ? 'Followed wallets are not complete' : 'No Solana node can be used',
        says: `${says} Nothing is recorded twice when it goes on: look at the nodes on page Traders, at \`chain.rpcUrl\` and at the lines of chain in the log.`,
      },
    ];
  },
  recovered: () => 'Followed wallets are read again.',
};
