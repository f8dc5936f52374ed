import { z } from 'zod';
import { packRows } from '../repositories/packed-rows.ts';
import { newOutcome, returnColumns, toOutcomeRow, toSignalRow } from '../repositories/signals.ts';
import type { Tables } from '../tables.ts';
import { defineUnit, type Queries } from '../unit.ts';
import { storedAnomaly, storedBar, storedCandle, storedOutcome, storedSignal } from './flow-words.ts';

const MAX_EACH = 500;

/** Rows of one statement, so that no database has too many parameters. */
const MAX_AT_ONCE = 50;

const many = <V extends z.ZodType>(value: V) => z.array(value).max(MAX_EACH).default([]);

/**
 * What order flow brought since the last time, each once for its key. Signals and anomalies are kept as they first came; an
 * outcome gives way to one that knows more. A bar or candle that comes again is known better than before, and takes its place;
 * but not one without a delta that of one with it.
 */
export const recordFlow = defineUnit({
  input: z.object({
    signals: many(storedSignal),
    outcomes: many(storedOutcome),
    anomalies: many(storedAnomaly),
    bars: many(storedBar),
    candles: many(storedCandle),
  }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  async run(tx, { signals, outcomes, anomalies, bars, candles }) {
    await tx.insert('signals', signals.map(toSignalRow), 'ignore');
    const begun = signals.map(({ id }) => toOutcomeRow(newOutcome(id)));
    await tx.insert('signal_outcomes', begun, 'ignore');
    await improveOutcomes(tx.db, latestOf(outcomes.map(toOutcomeRow)));
    await tx.insert('anomalies', anomalies.map(toAnomalyRow), 'ignore');
    await putBars(
      tx.db,
      newest(bars.map(toBarRow), ({ instrument, open_at }) => `${instrument} ${open_at}`),
    );
    await putCandles(
      tx.db,
      newest(
        candles.map(toCandleRow),
        ({ instrument, interval_ms, open_at }) => `${instrument} ${interval_ms} ${open_at}`,
      ),
    );
  },
});

/** One statement changes a row once: of several outcomes of a signal the one that knows most, and of equals the last. */
function latestOf(rows: readonly Tables['signal_outcomes'][]): Tables['signal_outcomes'][] {
  const latest = new Map<string, Tables['signal_outcomes']>();
  for (const row of rows)
    if (row.known >= (latest.get(row.signal_id)?.known ?? 0)) latest.set(row.signal_id, row);
  return [...latest.values()];
}

async function improveOutcomes(db: Queries, rows: readonly Tables['signal_outcomes'][]): Promise<void> {
  const columns = [
    ...returnColumns,
    ...(['state', 'ended_at', 'end_bps', 'drawdown_bps', 'best_bps', 'known'] as const),
  ];
  for (let from = 0; from < rows.length; from += MAX_AT_ONCE)
    await db
      .insertInto('signal_outcomes')
      .values(rows.slice(from, from + MAX_AT_ONCE))
      .onConflict((conflict) =>
        conflict
          .column('signal_id')
          .doUpdateSet((eb) => Object.fromEntries(columns.map((name) => [name, eb.ref(`excluded.${name}`)])))
          .whereRef('signal_outcomes.known', '<=', 'excluded.known'),
      )
      .execute();
}

/** One statement changes a row once: of several with one key the last. */
function newest<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

async function putBars(db: Queries, rows: readonly Tables['footprint_bars'][]): Promise<void> {
  for (let from = 0; from < rows.length; from += MAX_AT_ONCE)
    await db
      .insertInto('footprint_bars')
      .values(rows.slice(from, from + MAX_AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['instrument', 'open_at']).doUpdateSet((eb) => ({
          payload: eb.ref('excluded.payload'),
          rows: eb.ref('excluded.rows'),
        })),
      )
      .execute();
}

async function putCandles(db: Queries, rows: readonly Tables['candles'][]): Promise<void> {
  const columns = ['open', 'high', 'low', 'close', 'volume', 'delta'] as const;
  for (let from = 0; from < rows.length; from += MAX_AT_ONCE)
    await db
      .insertInto('candles')
      .values(rows.slice(from, from + MAX_AT_ONCE))
      .onConflict((conflict) =>
        conflict
          .columns(['instrument', 'interval_ms', 'open_at'])
          .doUpdateSet((eb) => Object.fromEntries(columns.map((name) => [name, eb.ref(`excluded.${name}`)])))
          // one without a delta knows less
          .where((eb) => eb.or([eb('excluded.delta', 'is not', null), eb('candles.delta', 'is', null)])),
      )
      .execute();
}

function toAnomalyRow(anomaly: z.output<typeof storedAnomaly>): Tables['anomalies'] {
  const { id, instrument, type, severity, eventMs } = anomaly;
  return { id, instrument, type, severity, event_at: eventMs, payload: JSON.stringify(anomaly) };
}

function toBarRow({ instrument, bar }: z.output<typeof storedBar>): Tables['footprint_bars'] {
  const { rows, ...rest } = bar;
  return { instrument, open_at: bar.openMs, payload: JSON.stringify(rest), rows: packRows(rows) };
}

function toCandleRow({ instrument, intervalMs, candle }: z.output<typeof storedCandle>): Tables['candles'] {
  const { openMs, open, high, low, close, volume, delta } = candle;
  return { instrument, interval_ms: intervalMs, open_at: openMs, open, high, low, close, volume, delta };
}
