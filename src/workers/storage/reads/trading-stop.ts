import { z } from 'zod';
import { stopStateOf } from '../repositories/trading-stop.ts';
import { defineRead } from '../unit.ts';
import { stopState } from '../units/account-words.ts';

/** Whether new positions are stopped, since when, by whom and why. Whoever cannot learn it must take it that they are. */
export const tradingStop = defineRead({
  input: z.undefined(),
  output: stopState,
  isQuick: true,
  run: (db) => stopStateOf(db),
});
