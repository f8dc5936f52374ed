// Second factors that were shown but not proved by a code yet: kept here for a while, never stored.
import type { Clock } from '../../../core/clock.ts';

export interface PendingSecrets {
  keep(userId: string, secret: string): void;
  find(userId: string): string | undefined;
  forget(userId: string): void;
}

const KEPT_MS = 10 * 60_000;
/** As many as there may be accounts. */
const MAX_KEPT = 200;

export function createPendingSecrets(clock: Pick<Clock, 'now'>): PendingSecrets {
  const kept = new Map<string, { readonly secret: string; readonly untilMs: number }>();
  return {
    keep(userId, secret) {
      kept.delete(userId);
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= MAX_KEPT) kept.delete(oldest);
      kept.set(userId, { secret, untilMs: clock.now() + KEPT_MS });
    },
    find(userId) {
      const found = kept.get(userId);
      return found && found.untilMs > clock.now() ? found.secret : undefined;
    },
    forget: (userId) => void kept.delete(userId),
  };
}
