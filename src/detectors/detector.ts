// What a detector is: it looks at the flow of one instrument and says when its pattern is there. Pure: no clock, no randomness.
import type { z } from 'zod';
import type { FlowView, Print } from '../domain/order-flow/flow-view.ts';
import type { FootprintBar } from '../domain/order-flow/footprint.ts';

/** `buy` speaks for rising prices, `sell` for falling ones, `none` for neither. */
export type Side = 'buy' | 'sell' | 'none';

export type Detection = {
  readonly side: Side;
  readonly eventMs: number;
  /** Ticks; what the pattern is about: the level, the extreme, the zone's near edge. */
  readonly price: number;
  /** 0 just enough, 1 as clear as it gets; the formula stands with the detector. */
  readonly strength: number;
  /** Which way it was: the first and last trade it is made of, where it is made of trades. */
  readonly trades?: { readonly from: number; readonly to: number };
  /** Far edge of the pattern in ticks, beyond which it is proven wrong: where a stop belongs. */
  readonly invalidation?: number;
  /** What it saw, by name with unit, for the reason that people read. Prices in ticks end in `Ticks`, sizes in lots in `Lots`. */
  readonly figures: Readonly<Record<string, number | string>>;
  /** Of several kinds that a detector knows, such as `layering`. */
  readonly variant?: string;
};

/** What listens where. Each may answer a detection, or several, or nothing; `onGap` forgets what depends on an unbroken book. */
export type DetectorRun = {
  readonly onTrade?: (print: Print, view: FlowView) => Found;
  /** After every depth event, with what it changed in `view.changes`. */
  readonly onDepth?: (view: FlowView) => Found;
  /** Once for every second of event time that ended, newest at age 0 of `view.seconds`. */
  readonly onSecond?: (view: FlowView) => Found;
  /** When a one-minute bar closed; it is the last of `view.bars`. */
  readonly onBar?: (bar: FootprintBar, view: FlowView) => Found;
  readonly onGap?: (view: FlowView) => void;
};
export type Found = Detection | readonly Detection[] | undefined;

export type Detector<S extends z.ZodObject = z.ZodObject> = {
  /** Kebab-case; the type of its detections. */
  readonly name: string;
  /** One sentence for traders. */
  readonly summary: string;
  /** What it must have seen before it says anything; half a sentence for traders. */
  readonly warmUp: string;
  /** Every field with default and description, with its unit in the name. */
  readonly settings: S;
  create(settings: z.output<S>): DetectorRun;
};

export function defineDetector<S extends z.ZodObject>(detector: Detector<S>): Detector<S> {
  return detector;
}
