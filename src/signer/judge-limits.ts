// Limits as a person wrote them, judged as the signer will: before a passphrase is asked for.
import { toRefused } from './client.ts';
import { parseLimits } from './process/limits/limits.ts';
import { Refusal } from './process/reasons.ts';

/** Throws what the signer would refuse them with: the reason, and the place that is wrong. */
export function judgeLimits(limits: unknown): void {
  try {
    parseLimits(limits);
  } catch (error) {
    throw error instanceof Refusal ? toRefused(error.reason, error.facts) : error;
  }
}
