// Sees to it that a connection does not outlive the session or token it began with, nor the rights it had then.
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Actor } from '../security/actor.ts';

export type ActorWatchOptions = {
  readonly clock: Clock;
  readonly log: Log;
  actors(): readonly Actor[];
  /** The actor as he is now; undefined when his session or token has ended. */
  refresh(actor: Actor): Promise<Actor | undefined>;
  onChange(isConcerned: (actor: Actor) => boolean, why: 'signedOut' | 'forbidden'): void;
};

const PERIOD_MS = 60_000;

/** Asks once a minute, each session and token once. While nobody can tell, connections stay as they are. */
export function createActorWatch(options: ActorWatchOptions): { stop(): void } {
  const { clock, log, actors, refresh, onChange } = options;
  let isAsking = false;

  const check = async (key: string, actor: Actor) => {
    const now = await refresh(actor);
    if (now && toRights(now) === toRights(actor)) return;
    onChange((other) => toKey(other) === key, now ? 'forbidden' : 'signedOut');
  };

  const checkAll = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const byKey = new Map(actors().map((actor) => [toKey(actor), actor]));
      // One after another: there is no hurry, and storage has better to do.
      for (const [key, actor] of byKey) if (key !== undefined) await check(key, actor);
    } catch (error) {
      log.warn('the sessions of live connections cannot be checked', { err: error });
    } finally {
      isAsking = false;
    }
  };

  const timer = clock.every(PERIOD_MS, () => void checkAll());
  return { stop: () => timer.cancel() };
}

/** Undefined for guests, who have nothing to lose. */
function toKey(actor: Actor): string | undefined {
  if (actor.kind === 'user') return `user ${actor.sessionHash}`;
  return actor.kind === 'token' ? `token ${actor.id}` : undefined;
}

function toRights(actor: Actor): string {
  const needsTotp = actor.kind !== 'guest' && actor.needsTotp;
  return JSON.stringify([actor.role, actor.kind === 'token' ? actor.areas : null, needsTotp]);
}
