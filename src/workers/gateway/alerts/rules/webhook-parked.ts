import { type AlertRule, SECOND_MS } from '../rule.ts';

export const webhookParked: AlertRule = {
  kind: 'webhook-parked',
  severity: 'warning',
  summary: 'Events that a receiver of a webhook did not take wait among the dead letters.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ hasParked }) {
    if (hasParked === undefined) return undefined;
    if (!hasParked) return [];
    return [
      {
        subject: 'dead-letters',
        title: 'Events could not be delivered',
        says: 'They are among the dead letters in Settings, Webhooks, each with its reason: send them again or drop them.',
      },
    ];
  },
  recovered: () => 'No event waits among the dead letters.',
};
