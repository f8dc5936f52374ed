// What a signal needs and how often it may come; a part of the analyst's slice of the configuration.
import { z } from 'zod';
import { ruleOf } from './signal-rules.ts';

const byType = <V extends z.ZodType>(value: V) => z.record(z.string(), value);

export const signalSettings = z.object({
  /** Least strength by type, where it is not that of the rules. */
  leastStrength: byType(z.number()).default({}),
  /** Silence of a type after a signal of it. */
  throttleMs: z.number().default(30_000),
  /** The same for single types. */
  throttlesMs: byType(z.number()).default({}),
  /** How long a detection speaks for or against signals. */
  correlationMs: z.number().default(300_000),
  /** Share of the evidence, from 0 to 1: a signal against which more of it speaks is held back. */
  maxConflict: z.number().default(0.6),
});
export type SignalSettings = Readonly<z.output<typeof signalSettings>>;

export function leastStrengthOf({ leastStrength }: SignalSettings, type: string): number {
  return Object.hasOwn(leastStrength, type) ? leastStrength[type]! : ruleOf(type).leastStrength;
}

export function throttleOf({ throttlesMs, throttleMs }: SignalSettings, type: string): number {
  return Object.hasOwn(throttlesMs, type) ? throttlesMs[type]! : throttleMs;
}
