import { z } from 'zod';
import { horizonsMin } from '../../../domain/order-flow/signal.ts';
import { STEPS } from '../../../domain/order-flow/signal-score.ts';
import { MAX_JUDGED, sinceOfNewest } from '../repositories/newest-signals.ts';
import { type OutcomeSums, toStatistics } from '../repositories/outcome-statistics.ts';
import { returnColumns } from '../repositories/signals.ts';
import { defineRead, type Queries } from '../unit.ts';

const statistics = z.object({
  key: z.string(),
  count: z.int(),
  hitRate: z.number().nullable(),
  hitRateLow: z.number().nullable(),
  hitRateHigh: z.number().nullable(),
  meanReturnBps: z.number().nullable(),
  meanDrawdownBps: z.number().nullable(),
  targets: z.int(),
  stops: z.int(),
});

type Group = OutcomeSums & { readonly type: string; readonly instrument: string; readonly step: number };

/**
 * How often signals were right, of the newest 200,000 whose return after so many minutes is known. Keys of `byConfidence` are the lower end
 * of a tenth, as `0.6`; drawdown is that of the whole way, up to an hour.
 */
export const signalStatistics = defineRead({
  input: z.object({
    horizonMin: z.int().refine((minutes) => horizonsMin.some((known) => known === minutes)),
    sinceMs: z.number().optional(),
  }),
  output: z.object({
    byType: z.array(statistics),
    byInstrument: z.array(statistics),
    byConfidence: z.array(statistics),
  }),
  isQuick: false,
  async run(db, { horizonMin, sinceMs }) {
    const newestMs = (await sinceOfNewest(db, MAX_JUDGED)) ?? Number.NEGATIVE_INFINITY;
    const groups = await groupsOf(db, horizonMin, Math.max(sinceMs ?? Number.NEGATIVE_INFINITY, newestMs));
    return {
      byType: statisticsBy(groups, ({ type }) => type),
      byInstrument: statisticsBy(groups, ({ instrument }) => instrument),
      byConfidence: statisticsBy(groups, ({ step }) => (step / STEPS).toFixed(1)),
    };
  },
});

/** One pass over the table; what is asked of it are sums of these. */
async function groupsOf(db: Queries, horizonMin: number, sinceMs: number): Promise<Group[]> {
  const known = returnColumns[horizonsMin.indexOf(horizonMin as 5)] ?? 'return_5';
  const rows = await db
    .selectFrom('signal_outcomes')
    .innerJoin('signals', 'signals.id', 'signal_outcomes.signal_id')
    .select(['signals.type', 'signals.instrument', 'signals.confidence_step as step'])
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('count'),
      fn.sum<number>(eb.case().when(known, '>', 0).then(eb.lit(1)).else(eb.lit(0)).end()).as('hits'),
      fn.sum<number>(known).as('returnBps'),
      fn.sum<number>('drawdown_bps').as('drawdownBps'),
      fn
        .sum<number>(eb.case().when('state', '=', 'target').then(eb.lit(1)).else(eb.lit(0)).end())
        .as('targets'),
      fn.sum<number>(eb.case().when('state', '=', 'stop').then(eb.lit(1)).else(eb.lit(0)).end()).as('stops'),
    ])
    .where(known, 'is not', null)
    .$if(Number.isFinite(sinceMs), (query) => query.where('event_at', '>=', sinceMs))
    .groupBy(['signals.type', 'signals.instrument', 'signals.confidence_step'])
    .execute();
  return rows.map(({ count, hits, targets, stops, ...row }) => ({
    ...row,
    ...{ count: Number(count), hits: Number(hits), targets: Number(targets), stops: Number(stops) },
  }));
}

function statisticsBy(groups: readonly Group[], keyOf: (group: Group) => string) {
  const byKey = new Map<string, Group>();
  for (const group of groups) {
    const key = keyOf(group);
    const sum = byKey.get(key);
    byKey.set(key, sum ? added(sum, group) : group);
  }
  const keys = [...byKey.keys()].sort();
  return keys.map((key) => toStatistics(key, byKey.get(key)!));
}

function added(a: Group, b: Group): Group {
  return {
    ...a,
    count: a.count + b.count,
    hits: a.hits + b.hits,
    returnBps: a.returnBps + b.returnBps,
    drawdownBps: a.drawdownBps + b.drawdownBps,
    targets: a.targets + b.targets,
    stops: a.stops + b.stops,
  };
}
