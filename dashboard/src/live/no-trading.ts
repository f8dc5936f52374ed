import type { SystemState } from '../../../src/api/system.ts';

/** Why nothing trades, in one sentence; undefined where a worker carries decisions out. */
export function toNoTrading({ workers }: Pick<SystemState, 'workers'>): string | undefined {
  if (workers.some(({ name }) => name === 'executor')) return undefined;
  return 'Nothing trades yet: no executor runs that could send an order.';
}
