// From what a request carries to who it is from. Asked anew for each request, so that a change counts from the next one on.
import type { Area } from '../../../api/route.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { Actor } from './actor.ts';
import { hashOpaque, isOpaque, isTokenText } from './opaque.ts';
import type { Touches } from './touches.ts';

export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_MAX_MS = 12 * 3_600_000;

export type Identify = {
  bySession(id: string): Promise<Actor | undefined>;
  byToken(text: string): Promise<Actor | undefined>;
  /** Somebody who was identified before, as he is now; undefined when his session or token has ended. Counts as no use of it. */
  again(actor: Actor): Promise<Actor | undefined>;
};

type StoredToken = NonNullable<Awaited<ReturnType<Client<typeof storageContract>['tokenByHash']>>>;

export function createIdentify(options: {
  readonly clock: Clock;
  readonly storage: Pick<Client<typeof storageContract>, 'session' | 'tokenByHash' | 'tokens'>;
  readonly touches: Touches;
  /** Live mode: who has no second factor may do nothing but set one. */
  readonly isTotpCompulsory: boolean;
}): Identify {
  const { clock, storage, touches, isTotpCompulsory } = options;
  const findSession = async (sessionHash: string): Promise<Actor | undefined> => {
    const found = await storage.session({ idHash: sessionHash });
    if (!found) return undefined;
    const nowMs = clock.now();
    const seenAtMs = touches.lastSeen(sessionHash) ?? found.seenAtMs;
    if (nowMs - seenAtMs >= SESSION_IDLE_MS || nowMs - found.createdAtMs >= SESSION_MAX_MS) return undefined;
    const { userId, name, role, hasTotp } = found;
    return {
      kind: 'user',
      id: userId,
      name,
      role,
      hasTotp,
      needsTotp: isTotpCompulsory && !hasTotp,
      sessionHash,
      stepUpUntilMs: found.stepUpUntilMs,
    };
  };
  const toToken = ({ id, userId, name, role, areas, ownerHasTotp }: StoredToken): Actor => ({
    kind: 'token',
    id,
    userId,
    name,
    role,
    // Storage keeps the areas of versions to come as they are.
    areas: areas as Area[] | null,
    needsTotp: isTotpCompulsory && !ownerHasTotp,
  });
  return {
    async bySession(id) {
      if (!isOpaque(id)) return undefined;
      const sessionHash = hashOpaque(id);
      const actor = await findSession(sessionHash);
      if (actor) touches.session(sessionHash);
      return actor;
    },
    async again(actor) {
      if (actor.kind === 'user') return findSession(actor.sessionHash);
      if (actor.kind === 'guest') return actor;
      const nowMs = clock.now();
      const found = (await storage.tokens({ userId: actor.userId, nowMs })).find(({ id }) => id === actor.id);
      return found && toToken(found);
    },
    async byToken(text) {
      if (!isTokenText(text)) return undefined;
      const found = await storage.tokenByHash({ hash: hashOpaque(text), nowMs: clock.now() });
      if (!found) return undefined;
      touches.token(found.id);
      return toToken(found);
    },
  };
}
