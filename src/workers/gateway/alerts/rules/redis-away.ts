import { type AlertRule, MINUTE_MS, SECOND_MS } from '../rule.ts';

export const redisAway: AlertRule = {
  kind: 'redis-away',
  severity: 'warning',
  summary: 'Redis cannot be used; checked every 30 s.',
  periodMs: 30 * SECOND_MS,
  afterMs: 5 * MINUTE_MS,
  clearAfterMs: 30 * SECOND_MS,
  evaluate({ isRedisUp, parts }) {
    if (isRedisUp === undefined || isRedisUp) return [];
    const says = parts['cache']?.says ?? 'Redis cannot be used: values are kept in memory only.';
    return [
      { subject: 'redis', title: 'Redis cannot be used', says: `${says} Start it, or mend the way to it.` },
    ];
  },
  recovered: () => 'Redis is in use again.',
};
