import { AppError } from '../../../core/errors.ts';
import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';

/** So that each list fits into one answer, and nobody fills the disk by making more. */
export const MAX_USERS = 200;
export const MAX_TOKENS_OF_USER = 20;
export const MAX_WEBHOOKS = 50;
export const MAX_MUTES = 100;

/** LIMIT_REACHED where a table has as many rows as it may. */
export async function refuseBeyond(
  db: Queries,
  table: 'users' | 'webhooks' | 'alert_mutes',
  max: number,
): Promise<void> {
  const { count } = await db
    .selectFrom(table as keyof Tables)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= max) throw limitReached(table, max);
}

export function limitReached(of: string, max: number): AppError {
  return new AppError('LIMIT_REACHED', undefined, { details: { of, max } });
}
