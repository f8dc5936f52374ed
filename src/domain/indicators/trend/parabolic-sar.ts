import { z } from 'zod';
import { defineIndicator } from '../define-indicator.ts';
import type { Bar } from '../indicator-input.ts';
import { factor } from '../indicator-settings.ts';

/** Wilder (1978). The first direction is that of the middles of the first two candles. */
class ParabolicSar {
  readonly #step: number;
  readonly #largest: number;
  #isRising = true;
  #pace = 0;
  #extreme = 0;
  #sar = Number.NaN;
  #before: Bar | undefined;
  #beforeThat: Bar | undefined;

  constructor(step: number, largest: number) {
    this.#step = step;
    this.#largest = largest;
  }

  push(bar: Bar): number {
    const before = this.#before;
    const beforeThat = this.#beforeThat;
    this.#beforeThat = before;
    this.#before = bar;
    if (!before) return Number.NaN;
    if (Number.isNaN(this.#sar)) this.#begin(before, bar);
    else this.#sar += this.#pace * (this.#extreme - this.#sar);
    this.#limit(before, beforeThat);
    this.#follow(bar);
    return this.#sar;
  }

  #begin(before: Bar, bar: Bar): void {
    this.#isRising = before.high + before.low <= bar.high + bar.low;
    this.#extreme = this.#isRising ? before.high : before.low;
    this.#sar = this.#isRising ? before.low : before.high;
    this.#pace = this.#step;
  }

  /** It never enters the range of the two candles before. */
  #limit(before: Bar, beforeThat: Bar | undefined): void {
    if (this.#isRising) this.#sar = Math.min(this.#sar, before.low, beforeThat?.low ?? before.low);
    else this.#sar = Math.max(this.#sar, before.high, beforeThat?.high ?? before.high);
  }

  #follow({ high, low }: Bar): void {
    const reached = this.#isRising ? high : low;
    const isBroken = this.#isRising ? low < this.#sar : high > this.#sar;
    if (this.#isRising ? reached > this.#extreme : reached < this.#extreme) {
      this.#extreme = reached;
      this.#pace = Math.min(this.#pace + this.#step, this.#largest);
    }
    if (!isBroken) return;
    this.#sar = this.#extreme;
    this.#isRising = !this.#isRising;
    this.#extreme = this.#isRising ? high : low;
    this.#pace = this.#step;
  }
}

export const parabolicSar = defineIndicator({
  name: 'parabolic-sar',
  summary: "Wilder's parabolic stop and reverse: a stop that runs after price, faster with each new extreme.",
  settings: z.strictObject({
    step: factor(0.02, 'Pace at the beginning, and what each new extreme adds to it.'),
    largest: factor(0.2, 'Highest pace.'),
  }),
  inputs: 'candle',
  outputs: ['sar'],
  create: ({ step, largest }) => new ParabolicSar(step, largest),
});
