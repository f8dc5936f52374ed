import { type AlertRule, SECOND_MS } from '../rule.ts';

export const setUpOpen: AlertRule = {
  kind: 'set-up-open',
  severity: 'info',
  summary: 'There is no account yet: the set-up was not done.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ needsSetup }) {
    if (needsSetup === undefined) return undefined;
    if (!needsSetup) return [];
    return [
      {
        subject: 'set-up',
        title: 'There is no account yet',
        says: 'Open the one-time address that the start printed and ./zapflow status tells, and make the first account. It is another one after each start.',
      },
    ];
  },
  recovered: () => 'The first account was made.',
};
