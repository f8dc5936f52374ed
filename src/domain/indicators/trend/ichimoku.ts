import { z } from 'zod';
import { Highest, Lowest } from '../blocks/extreme.ts';
import { Lag } from '../blocks/lag.ts';
import { defineIndicator } from '../define-indicator.ts';
import { candles } from '../indicator-settings.ts';

function createMiddle(length: number): (high: number, low: number) => number {
  const [highest, lowest] = [new Highest(length), new Lowest(length)];
  return (high, low) => (highest.push(high) + lowest.push(low)) / 2;
}

export const ichimoku = defineIndicator({
  name: 'ichimoku',
  summary:
    'Ichimoku: conversion and base line, the cloud that lies over the newest candle, and the close to draw back.',
  settings: z.strictObject({
    conversion: candles(9, 'Candles of the conversion line (tenkan-sen).'),
    base: candles(26, 'Candles of the base line (kijun-sen).'),
    span: candles(52, 'Candles of the second edge of the cloud (senkou span B).'),
    shift: candles(26, 'Candles by which the cloud is drawn forward.'),
  }),
  inputs: 'candle',
  outputs: ['conversion', 'base', 'spanA', 'spanB', 'lagging'],
  create: (lengths) => {
    const toConversion = createMiddle(lengths.conversion);
    const toBase = createMiddle(lengths.base);
    const toSpan = createMiddle(lengths.span);
    const [a, b] = [new Lag(lengths.shift), new Lag(lengths.shift)];
    return {
      push({ high, low, close }) {
        const [conversion, base] = [toConversion(high, low), toBase(high, low)];
        const spanA = a.push((conversion + base) / 2);
        return { conversion, base, spanA, spanB: b.push(toSpan(high, low)), lagging: close };
      },
    };
  },
});
