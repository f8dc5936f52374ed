import { mayAccess } from '../../../../api/roles.ts';
import type { Area } from '../../../../api/route.ts';
import { AppError } from '../../../../core/errors.ts';
import type { GatewayParts } from '../../parts.ts';
import { createTokenText, hashOpaque } from '../../security/opaque.ts';
import type { RouteHandlers } from '../route-handler.ts';
import { toUser } from './to-user.ts';

type Handlers = Pick<RouteHandlers, 'tokens' | 'createToken' | 'revokeToken'>;

const DAY_MS = 86_400_000;

type Stored = Awaited<ReturnType<GatewayParts['storage']['createToken']>>;

/** Storage keeps the areas of versions to come as they are. */
function toReply({ areas, ownerHasTotp: _, ...token }: Stored) {
  return { ...token, areas: areas as Area[] | null };
}

export function tokenRoutes({ storage, random, clock, actorChanged }: GatewayParts): Handlers {
  return {
    async tokens(_input, { actor }) {
      if (!actor || actor.kind === 'guest') return [];
      const nowMs = clock.now();
      const userId = actor.kind === 'user' ? actor.id : actor.userId;
      const found = await storage.tokens(mayAccess(actor.role, 'admin') ? { nowMs } : { nowMs, userId });
      return found.map(toReply);
    },
    async createToken({ body: { name, role, areas, days } }, { by, actor }) {
      const owner = toUser(actor);
      if (!mayAccess(owner.role, role))
        throw new AppError('ROLE_MISSING', 'A token may do at most what you may.');
      const text = createTokenText(random);
      const token = await storage.createToken({
        by,
        id: random.hex(8),
        hash: hashOpaque(text),
        name,
        userId: owner.id,
        role,
        areas: areas ?? null,
        expiresAtMs: days === undefined ? null : clock.now() + days * DAY_MS,
      });
      return { ...toReply(token), text };
    },
    async revokeToken({ params: { token: id } }, { by, actor }) {
      const owner = toUser(actor);
      const ownerId = mayAccess(owner.role, 'admin') ? null : owner.id;
      await storage.revokeToken({ by, id, ownerId });
      actorChanged({ tokenId: id });
    },
  };
}
