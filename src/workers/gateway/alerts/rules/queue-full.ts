import { type AlertRule, isHigh, MINUTE_MS, toPercent } from '../rule.ts';

export const queueFull: AlertRule = {
  kind: 'queue-full',
  severity: 'warning',
  summary: 'A queue of a worker is more than 80 % full; checked every minute, over at 70 %.',
  periodMs: MINUTE_MS,
  afterMs: 0,
  clearAfterMs: 0,
  evaluate({ workers }, isOpen) {
    return workers
      ?.filter(({ name, state, queueFill = 0 }) => state === 'ready' && isHigh(queueFill, isOpen(name)))
      .map(({ name, queueFill = 0 }) => ({
        subject: name,
        title: `${name} does not keep up`,
        says: `A queue of ${name} is ${toPercent(queueFill)} full. When it is full, its senders wait or messages are dropped by their kind. See zapflow_queue_depth and the latency of ${name}.`,
      }));
  },
  recovered: (subject) => `The queues of ${subject} have room again.`,
};
