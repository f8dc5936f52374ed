import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const breakerOpen: AlertRule = {
  kind: 'breaker-open',
  severity: 'warning',
  summary: 'A circuit breaker is open: a service outside failed too often, and calls to it are refused.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: MINUTE_MS,
  evaluate({ breakers }, isOpen) {
    return breakers
      .map(({ worker, peer, state }) => ({ worker, peer, state, subject: `${worker}/${peer}` }))
      .filter(({ state, subject }) => state === 'open' || (state === 'half-open' && isOpen(subject)))
      .map(({ worker, peer, subject }) => ({
        subject,
        title: `${peer} does not answer ${worker}`,
        says: `${peer} failed too often, so ${worker} refuses calls to it and tries one from time to time. Look whether ${peer} is up and can be reached; it goes on by itself.`,
      }));
  },
  recovered: (subject) => `${subject} answers again.`,
};
