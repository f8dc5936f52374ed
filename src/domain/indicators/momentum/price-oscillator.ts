import { z } from 'zod';
import { Ema } from '../blocks/ema.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles, seeding } from '../indicator-settings.ts';

const settings = z.strictObject({
  fast: candles(12, 'Candles of the fast average.'),
  slow: candles(26, 'Candles of the slow average.'),
  signal: candles(9, 'Candles over which the oscillator is averaged.'),
  seed: seeding(),
});

function createOscillator({ fast, slow, signal, seed }: z.output<typeof settings>) {
  const [quick, calm] = [new Ema(fast, seed), new Ema(slow, seed)];
  const average = new Ema(signal, seed);
  return (value: number) => {
    const slowEma = calm.push(value);
    const absolute = quick.push(value) - slowEma;
    const percent = (100 * absolute) / slowEma;
    const smooth = average.push(percent);
    return { absolute, percent, signal: smooth, histogram: percent - smooth };
  };
}

export const priceOscillator = defineIndicator({
  name: 'price-oscillator',
  summary: 'Fast average of closes less a slow one (APO), in percent of it (PPO), with signal and histogram.',
  settings,
  inputs: 'close',
  outputs: ['absolute', 'percent', 'signal', 'histogram'],
  create: (given) => ({ push: createOscillator(given) }),
});

export const volumeEmaOscillator = defineIndicator({
  name: 'volume-ema-oscillator',
  summary: 'Fast average of volumes less a slow one, in percent of it (PVO), with signal and histogram.',
  settings,
  inputs: 'candle',
  outputs: ['absolute', 'percent', 'signal', 'histogram'],
  create: (given) => {
    const push = createOscillator(given);
    return { push: ({ volume }) => push(volume) };
  },
});
