// What was missed while the worker was not there: candles of the venue for the hole, and an end for signals that nobody followed.
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { marketContract } from '../market/contract.ts';
import type { storageContract } from '../storage/contract.ts';
import type { Frames } from './frames.ts';
import type { History } from './history.ts';

type Doors = Pick<
  Context<never, { market: typeof marketContract; storage: typeof storageContract }>,
  'clients' | 'clock' | 'log'
>;

const MINUTE_MS = 60_000;
const CANDLES = 500;
const ASK_MS = 30_000;
const AT_ONCE = 200;

/** Candles of the last hours, so that a chart does not begin empty. */
export async function fillCandles(
  { clients: { market }, clock, log }: Doors,
  id: string,
  frames: Frames,
  history: History,
): Promise<void> {
  const nowMs = clock.now();
  const range = { instrument: id, interval: '1m', fromMs: nowMs - CANDLES * MINUTE_MS, toMs: nowMs };
  try {
    const candles = await market.candles(range, { deadlineMs: ASK_MS });
    const closed = candles.filter(({ isClosed }) => isClosed);
    frames.seed(closed);
    for (const candle of closed)
      history.add('candles', {
        instrument: id,
        intervalMs: MINUTE_MS,
        candle: { ...candle, isClosed: true },
      });
  } catch (thrown) {
    log.info(`${id}: no earlier candles: ${toAppError(thrown).message}`);
  }
}

/** Signals of an earlier life whose end was open: what happened since was not seen, so they end as cut off. */
export async function cutOpenSignals({ clients: { storage }, clock, log }: Doors): Promise<void> {
  try {
    for (;;) {
      const open = await storage.openSignals(undefined, { deadlineMs: ASK_MS });
      if (open.length === 0) return;
      const outcomes = open.map(({ outcome }) => ({ ...outcome, end: 'cut' as const, endMs: clock.now() }));
      for (let from = 0; from < outcomes.length; from += AT_ONCE)
        await storage.recordFlow({ outcomes: outcomes.slice(from, from + AT_ONCE) });
    }
  } catch (thrown) {
    log.info(`signals of before stay open: ${toAppError(thrown).message}`);
  }
}
