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
 * What order flow brought since the last time, each once for its key. Signals, anomalies and bars are kept as they first came;
 * an outcome gives way to one that knows more, and a candle to the same one with its delta.
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
    await tx.insert('footprint_bars', bars.map(toBarRow), 'ignore');
    const rows = candles.map(toCandleRow);
    await tx.insert('candles', rows, 'ignore');
    await addDeltas(
      tx.db,
      rows.filter(({ delta }) => delta !== null),
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

/** Of a candle that the venue told before the flow did. */
async function addDeltas(db: Queries, rows: readonly Tables['candles'][]): Promise<void> {
  for (const { instrument, interval_ms, open_at, ...figures } of rows)
    await db
      .updateTable('candles')
      .set(figures)
      .where('instrument', '=', instrument)
      .where('interval_ms', '=', interval_ms)
      .where('open_at', '=', open_at)
      .where('delta', 'is', null)
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
