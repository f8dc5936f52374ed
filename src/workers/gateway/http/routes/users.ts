import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<RouteHandlers, 'users' | 'createUser' | 'changeUser'>;

export function userRoutes({ storage, passwords, random, actorChanged }: GatewayParts): Handlers {
  return {
    users: () => storage.users(),
    async createUser({ body: { name, password, role } }, { by }) {
      const passwordHash = await passwords.hash(password);
      return storage.createUser({ by, id: random.hex(8), name, role, passwordHash });
    },
    async changeUser({ params: { user: id }, body }, { by }) {
      const changed = await storage.changeUser({ by, userId: id, ...body });
      actorChanged({ userId: id });
      return changed;
    },
  };
}
