import { z } from 'zod';
import type { FlowView } from '../domain/order-flow/flow-view.ts';
import { defineDetector } from './detector.ts';
import { strengthOf } from './strength-of.ts';

const settings = z.strictObject({
  windowSeconds: z.int().min(1).max(600).default(5).describe('Seconds over which the imbalance is summed.'),
  lookBackSeconds: z
    .int()
    .min(60)
    .max(3600)
    .default(600)
    .describe('Seconds whose windows tell what is normal.'),
  minZ: z.number().positive().default(2).describe('Standard deviations from the mean at which it fires.'),
  calmZ: z.number().min(0).default(1).describe('Standard deviations below which it may fire again.'),
});

const LEAST_SECONDS = 60;

/** Source: Cont, Kukanov, Stoikov (arXiv 1011.6402). Strength: |z| ÷ `minZ` − 1, at most 1. */
export const orderFlowImbalance = defineDetector({
  name: 'order-flow-imbalance',
  summary: 'The touch was filled and emptied far more from one side than is normal: the baseline of all.',
  warmUp: 'a minute',
  settings,
  create: (set) => {
    let firedSign = 0;
    return {
      onSecond(view) {
        const { z: score, windowLots, meanLots, deviationLots } = scoreOf(view);
        const sign = Math.sign(score);
        if (Math.abs(score) < set.calmZ) firedSign = 0;
        if (!(Math.abs(score) >= set.minZ) || sign === firedSign || Number.isNaN(view.price))
          return undefined;
        firedSign = sign;
        return {
          side: sign > 0 ? 'buy' : 'sell',
          eventMs: view.nowMs,
          price: view.price,
          strength: strengthOf(Math.abs(score), set.minZ),
          invalidation: extremeOf(view, sign),
          figures: { z: score, windowLots, meanLots, deviationLots, windowSeconds: set.windowSeconds },
        };
      },
    };

    function scoreOf({ seconds }: FlowView) {
      const { windowSeconds } = set;
      const held = Math.min(seconds.length, set.lookBackSeconds);
      const windows = held - windowSeconds + 1;
      let sum = 0;
      for (let age = 0; age < windowSeconds && age < held; age++) sum += seconds.ofi(age);
      const windowLots = sum;
      let mean = 0;
      let squares = 0;
      for (let i = 0; i < windows; i++) {
        const apart = sum - mean;
        mean += apart / (i + 1);
        squares += apart * (sum - mean);
        sum += i + 1 < windows ? seconds.ofi(i + windowSeconds) - seconds.ofi(i) : 0;
      }
      const deviationLots = Math.sqrt(squares / windows);
      const isReady = held >= LEAST_SECONDS && windows > 1 && deviationLots > 0;
      const z = isReady ? (windowLots - mean) / deviationLots : Number.NaN;
      return { z, windowLots, meanLots: mean, deviationLots };
    }

    /** The lowest price of the window under a push upwards, the highest over one downwards. */
    function extremeOf({ seconds }: FlowView, sign: number): number {
      let extreme = sign > 0 ? seconds.low(0) : seconds.high(0);
      for (let age = 1; age < set.windowSeconds; age++)
        extreme = sign > 0 ? Math.min(extreme, seconds.low(age)) : Math.max(extreme, seconds.high(age));
      return extreme;
    }
  },
});
