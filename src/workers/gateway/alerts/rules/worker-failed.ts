import { type AlertRule, SECOND_MS } from '../rule.ts';

export const workerFailed: AlertRule = {
  kind: 'worker-failed',
  severity: 'critical',
  summary: 'A worker used up its restarts and was given up.',
  periodMs: 5 * SECOND_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate: ({ workers }, isOpen) =>
    workers
      ?.filter(({ name, state }) => state === 'failed' || (state !== 'ready' && isOpen(name)))
      .map(({ name }) => ({
        subject: name,
        title: `${name} was given up`,
        says: `${name} died too often and is not started again. Mend the cause (\`a worker died\` in the log), then \`./zapflow restart ${name}\`.`,
      })),
  recovered: (subject) => `${subject} runs again.`,
};
