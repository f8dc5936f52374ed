import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const programChanged: AlertRule = {
  kind: 'program-changed',
  severity: 'critical',
  summary: 'The instructions of a known program on Solana are not understood any more.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: MINUTE_MS,
  evaluate({ workers, parts }) {
    if (!workers) return undefined;
    const { status, says = '' } = parts['decoder'] ?? { status: 'Healthy' };
    const isRunning = workers.some(({ name, state }) => name === 'decoder' && state === 'ready');
    if (!isRunning || status === 'Healthy') return [];
    return [
      {
        subject: 'decoder',
        title: 'A program on Solana changed',
        says: `${says} Who gave and got what is still told from balances; pools, hops and launches of this program are missing. Look for a newer version of Zapflow.`,
      },
    ];
  },
  recovered: () => 'All known programs are understood.',
};
