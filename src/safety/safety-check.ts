// What a safety check is: it looks at the facts of one token and says whether they are fit for a buy. Pure: no clock, no network.
import type { z } from 'zod';
import type { SafetyFinding, TokenFacts } from '../domain/solana/safety.ts';

export type Judged = Pick<SafetyFinding, 'outcome' | 'says'>;

export type SafetyCheck<S extends z.ZodObject = z.ZodObject> = {
  /** Kebab-case; the name of its findings. */
  readonly name: string;
  /** One sentence for traders. */
  readonly summary: string;
  /** Taken off the score of 100 where it refuses or cannot know; half of it where it warns. */
  readonly points: number;
  /** Every field with default and description, with its unit in the name. */
  readonly settings: S;
  /** Says `unknown` wherever a fact that it needs is null. */
  check(facts: TokenFacts, settings: z.output<S>): Judged;
};

export function defineSafetyCheck<S extends z.ZodObject>(check: SafetyCheck<S>): SafetyCheck<S> {
  return check;
}

export const pass = (says: string): Judged => ({ outcome: 'pass', says });
export const warn = (says: string): Judged => ({ outcome: 'warn', says });
export const refuse = (says: string): Judged => ({ outcome: 'refuse', says });
export const unknown = (what: string): Judged => ({ outcome: 'unknown', says: `Not known: ${what}.` });
