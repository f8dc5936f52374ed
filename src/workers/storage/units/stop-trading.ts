import { z } from 'zod';
import { by } from '../../../core/by.ts';
import { setStopped } from '../repositories/trading-stop.ts';
import { defineUnit } from '../unit.ts';
import { text } from './words.ts';

/**
 * Stops new positions; stopped already, nothing changes but a reason that was not given yet. It is taken also while PostgreSQL is away, and so answers nothing:
 * `tradingStop` tells how it stands, and where that cannot be asked, trading counts as stopped.
 */
export const stopTrading = defineUnit({
  input: z.object({ by, reason: text.max(500) }),
  idempotent: true,
  lasts: true,
  whenAway: 'journal',
  run: (tx, { by, reason }) => setStopped(tx, by, true, reason),
});
