// One page of what happened on instruments, newest first: the same of signals and of anomalies.
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';
import { withinBudget } from './payload-budget.ts';

export type EventTable = 'signals' | 'anomalies';
type Builder = ExpressionBuilder<Tables, EventTable>;
type Condition = ExpressionWrapper<Tables, EventTable, SqlBool>;

export type EventWish = {
  readonly instrument?: string | undefined;
  readonly type?: string | undefined;
  readonly sinceMs?: number | undefined;
  readonly beforeMs?: number | undefined;
  /** Among those of `beforeMs` itself the page goes on behind this one; without it all of them are left out. */
  readonly beforeId?: string | undefined;
  readonly limit: number;
};

export type EventPage = {
  readonly found: readonly { readonly id: string; readonly payload: string }[];
  readonly hasMore: boolean;
};

/** `more` are the conditions that only one of the tables knows. */
export async function readEvents(
  db: Queries,
  table: EventTable,
  wish: EventWish,
  more: (eb: Builder) => readonly Condition[],
): Promise<EventPage> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'payload'])
    .where((eb) => eb.and([...conditionsOf(eb, wish), ...more(eb)]))
    .orderBy('event_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wish.limit)
    .execute();
  const found = withinBudget(rows);
  return { found, hasMore: found.length < rows.length || rows.length === wish.limit };
}

function conditionsOf(eb: Builder, wish: EventWish): Condition[] {
  const { instrument, type, sinceMs, beforeMs, beforeId = '' } = wish;
  const conditions: Condition[] = [];
  if (instrument !== undefined) conditions.push(eb('instrument', '=', instrument));
  if (type !== undefined) conditions.push(eb('type', '=', type));
  if (sinceMs !== undefined) conditions.push(eb('event_at', '>=', sinceMs));
  if (beforeMs !== undefined)
    conditions.push(
      eb.or([
        eb('event_at', '<', beforeMs),
        eb.and([eb('event_at', '=', beforeMs), eb('id', '<', beforeId)]),
      ]),
    );
  return conditions;
}
