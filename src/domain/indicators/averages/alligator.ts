import { z } from 'zod';
import { Lag } from '../blocks/lag.ts';
import { Wilder } from '../blocks/wilder.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

const settings = z.strictObject({
  jaw: candles(13, 'Candles of the slowest line.'),
  jawShift: candles(8, 'Candles by which it is moved forward.'),
  teeth: candles(8, 'Candles of the middle line.'),
  teethShift: candles(5, 'Candles by which it is moved forward.'),
  lips: candles(5, 'Candles of the fastest line.'),
  lipsShift: candles(3, 'Candles by which it is moved forward.'),
});

function createLines(of: z.output<typeof settings>) {
  const lines = [new Wilder(of.jaw), new Wilder(of.teeth), new Wilder(of.lips)] as const;
  const shifts = [new Lag(of.jawShift), new Lag(of.teethShift), new Lag(of.lipsShift)] as const;
  return (middle: number) => ({
    jaw: shifts[0].push(lines[0].push(middle)),
    teeth: shifts[1].push(lines[1].push(middle)),
    lips: shifts[2].push(lines[2].push(middle)),
  });
}

export const alligator = defineIndicator({
  name: 'alligator',
  summary: "Williams's alligator: three smoothed middles of the candles, moved forward.",
  settings,
  inputs: 'candle',
  outputs: ['jaw', 'teeth', 'lips'],
  create: (given) => {
    const toLines = createLines(given);
    return { push: ({ high, low }) => toLines((high + low) / 2) };
  },
});

export const gator = defineIndicator({
  name: 'gator',
  summary: 'Distances between the lines of the alligator; the widening outputs are 1 while they grow.',
  settings,
  inputs: 'candle',
  outputs: ['upper', 'lower', 'upperWidens', 'lowerWidens'],
  create: (given) => {
    const toLines = createLines(given);
    let [upperBefore, lowerBefore] = [Number.NaN, Number.NaN];
    return {
      push({ high, low }) {
        const { jaw, teeth, lips } = toLines((high + low) / 2);
        const [upper, lower] = [Math.abs(jaw - teeth), -Math.abs(teeth - lips)];
        const upperWidens = toFlag(upper - upperBefore);
        const lowerWidens = toFlag(lowerBefore - lower);
        [upperBefore, lowerBefore] = [upper, lower];
        return { upper, lower, upperWidens, lowerWidens };
      },
    };
  },
});

function toFlag(growth: number): number {
  return Number.isNaN(growth) ? Number.NaN : Number(growth > 0);
}
