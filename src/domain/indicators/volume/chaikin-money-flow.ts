import { z } from 'zod';
import { toMoneyFlowMultiplier } from '../blocks/money-flow.ts';
import { Sum } from '../blocks/sum.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

export const chaikinMoneyFlow = defineIndicator({
  name: 'chaikin-money-flow',
  summary: 'Volume by where candles closed in their range, as a share of all volume, from -1 to 1.',
  settings: z.strictObject({ length: candles(20, 'Candles that are summed.') }),
  inputs: 'candle',
  outputs: ['cmf', 'multiplier', 'flow'],
  create: ({ length }) => {
    const [flows, volumes] = [new Sum(length), new Sum(length)];
    return {
      push(bar) {
        const multiplier = toMoneyFlowMultiplier(bar);
        const flow = multiplier * bar.volume;
        const total = volumes.push(bar.volume);
        const cmf = flows.push(flow);
        return { cmf: total === 0 ? 0 : cmf / total, multiplier, flow };
      },
    };
  },
});
