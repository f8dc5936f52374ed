import { z } from 'zod';
import { toMoneyFlowMultiplier } from '../blocks/money-flow.ts';
import { defineIndicator } from '../define-indicator.ts';

export const accumulationDistribution = defineIndicator({
  name: 'accumulation-distribution',
  summary: "Chaikin's line: volume summed up by where each candle closed in its range.",
  settings: z.strictObject({}),
  inputs: 'candle',
  outputs: ['line', 'multiplier', 'flow'],
  create: () => {
    let line = 0;
    return {
      push(bar) {
        const multiplier = toMoneyFlowMultiplier(bar);
        const flow = multiplier * bar.volume;
        line += flow;
        return { line, multiplier, flow };
      },
    };
  },
});
