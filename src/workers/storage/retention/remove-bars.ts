import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';

type BarTable = 'candles' | 'footprint_bars';
type Builder = ExpressionBuilder<Tables, BarTable>;

/**
 * Removes at most `max` bars from before the moment, oldest first, and returns how many. Bars of one moment go in the order of
 * their instruments, of which each has one; `only` says which kind of them where the table has several.
 */
export async function removeBars(
  db: Queries,
  table: BarTable,
  [beforeMs, max]: readonly [beforeMs: number, max: number],
  only: (eb: Builder) => ExpressionWrapper<Tables, BarTable, SqlBool>[] = () => [],
): Promise<number> {
  const old = await db
    .selectFrom(table)
    .select(['instrument', 'open_at'])
    .where((eb) => eb.and([...only(eb), eb('open_at', '<', beforeMs)]))
    .orderBy('open_at')
    .orderBy('instrument')
    .limit(max)
    .execute();
  const last = old.at(-1);
  if (!last) return 0;
  await db
    .deleteFrom(table)
    .where((eb) =>
      eb.and([
        ...only(eb),
        eb.or([
          eb('open_at', '<', last.open_at),
          eb.and([eb('open_at', '=', last.open_at), eb('instrument', '<=', last.instrument)]),
        ]),
      ]),
    )
    .execute();
  return old.length;
}
