// Plays records through the flow state into a detector, and collects what it finds.
import type { z } from 'zod';
import type { FeedRecord } from '../../domain/market/feed-record.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { createFlowState } from '../../domain/order-flow/flow-state.ts';
import type { FlowView, Print } from '../../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../../domain/order-flow/footprint.ts';
import type { Detection, Detector } from '../detector.ts';
import { tested } from './records.ts';

type Answer<T> = T | readonly T[] | undefined;

/** What a detector's run and an anomaly's have in common. */
export type Run<T> = {
  readonly onTrade?: (print: Print, view: FlowView) => Answer<T>;
  readonly onDepth?: (view: FlowView) => Answer<T>;
  readonly onSecond?: (view: FlowView) => Answer<T>;
  readonly onBar?: (bar: FootprintBar, view: FlowView) => Answer<T>;
  readonly onGap?: (view: FlowView) => void;
  readonly onFeed?: (record: Readonly<FeedRecord>, view: FlowView) => Answer<T>;
};

const ofTheBook = new Set(['buy', 'sell', 'snapshot', 'bid', 'ask', 'depth', 'bestBid', 'bestAsk']);

/** All that a run answers to these records, in its order. `see` is called after each record. */
export function play<T extends object>(
  records: Iterable<FeedRecord>,
  run: Run<T>,
  instrument: Instrument = tested,
  see?: (view: FlowView) => void,
): T[] {
  const found: T[] = [];
  const take = (answer: Answer<T>) => {
    if (Array.isArray(answer)) found.push(...answer);
    else if (answer !== undefined) found.push(answer as T);
  };
  const { view, accept } = createFlowState(instrument, {
    onTrade: (print, view) => take(run.onTrade?.(print, view)),
    onDepth: (view) => take(run.onDepth?.(view)),
    onSecond: (view) => take(run.onSecond?.(view)),
    onBar: (bar, view) => take(run.onBar?.(bar, view)),
    onGap: (view) => run.onGap?.(view),
  });
  for (const record of records) {
    accept(record);
    if (run.onFeed && !ofTheBook.has(record.kind)) take(run.onFeed(record, view));
    see?.(view);
  }
  return found;
}

/** What a detector with these settings finds in a feed. */
export function detect<S extends z.ZodObject>(
  detector: Detector<S>,
  records: Iterable<FeedRecord>,
  settings: z.input<S> = {} as z.input<S>,
  instrument: Instrument = tested,
): Detection[] {
  return play<Detection>(records, detector.create(detector.settings.parse(settings)), instrument);
}

/** The detections of the mirrored feed, where `sum` is twice the mirror. Figures differ in their names and are left out. */
export function mirrorDetections(found: readonly Detection[], sum: number): object[] {
  return found.map(({ figures: _, ...rest }) => ({
    ...rest,
    side: rest.side === 'buy' ? 'sell' : rest.side === 'sell' ? 'buy' : 'none',
    price: sum - rest.price,
    ...(rest.invalidation === undefined ? {} : { invalidation: sum - rest.invalidation }),
  }));
}

/** Detections without their figures. */
export function bare(found: readonly Detection[]): object[] {
  return found.map(({ figures: _, ...rest }) => rest);
}
