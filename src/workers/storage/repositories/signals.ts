import { horizonsMin, type Signal, type SignalOutcome } from '../../../domain/order-flow/signal.ts';
import { scoreOfSignal, stepOf } from '../../../domain/order-flow/signal-score.ts';
import type { Tables } from '../tables.ts';
import type { Queries } from '../unit.ts';

/** The column of each horizon, in their order. */
export const returnColumns = horizonsMin.map((minutes) => `return_${minutes}` as const);
export type ReturnColumn = (typeof returnColumns)[number];

export function toSignalRow(signal: Signal): Tables['signals'] {
  const { id, instrument, type, side, eventMs, confidence } = signal;
  return {
    ...{ id, instrument, type, side, event_at: eventMs, confidence },
    confidence_step: stepOf(confidence),
    score_step: stepOf(scoreOfSignal(signal)),
    payload: JSON.stringify(signal),
  };
}

/** Before anything is known of it. */
export function newOutcome(signalId: string): SignalOutcome {
  const returnsBps = horizonsMin.map(() => null);
  return { signalId, returnsBps, drawdownBps: 0, bestBps: 0, end: 'open', endMs: null, endBps: null };
}

export function toOutcomeRow(outcome: SignalOutcome): Tables['signal_outcomes'] {
  const { signalId, returnsBps, drawdownBps, bestBps, end, endMs, endBps } = outcome;
  const returns = returnColumns.map((column, i) => [column, returnsBps[i] ?? null]);
  const known = returnsBps.filter((bps) => bps !== null).length + (end === 'open' ? 0 : 1);
  return {
    signal_id: signalId,
    state: end,
    ended_at: endMs,
    end_bps: endBps,
    ...(Object.fromEntries(returns) as Record<ReturnColumn, number | null>),
    drawdown_bps: drawdownBps,
    best_bps: bestBps,
    known,
  };
}

/** By the id of the signal. */
export async function outcomesOf(db: Queries, ids: readonly string[]): Promise<Map<string, SignalOutcome>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('signal_outcomes').selectAll().where('signal_id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.signal_id, toOutcome(row)]));
}

function toOutcome(row: Tables['signal_outcomes']): SignalOutcome {
  return {
    signalId: row.signal_id,
    returnsBps: returnColumns.map((column) => row[column]),
    drawdownBps: row.drawdown_bps,
    bestBps: row.best_bps,
    end: row.state,
    endMs: row.ended_at,
    endBps: row.end_bps,
  };
}
