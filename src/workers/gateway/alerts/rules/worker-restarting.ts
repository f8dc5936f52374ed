import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

const MANY = 3;

export const workerRestarting: AlertRule = {
  kind: 'worker-restarting',
  severity: 'warning',
  summary: `A worker was started again ${MANY} times or more within ten minutes.`,
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: MINUTE_MS,
  evaluate: ({ workers }, isOpen) =>
    workers
      ?.filter(({ name, state, recentRestarts }) => {
        // Given up is an alert of its own.
        return state !== 'failed' && recentRestarts >= (isOpen(name) ? 1 : MANY);
      })
      .map(({ name, recentRestarts }) => ({
        subject: name,
        title: `${name} dies again and again`,
        says: `${name} was started again ${recentRestarts} times within ten minutes. The cause is in the log, at \`a worker died\`.`,
      })),
  recovered: (subject) => `${subject} has run for ten minutes without a restart.`,
};
