import type { GatewayParts } from '../../parts.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Handlers = Pick<RouteHandlers, 'sandbox' | 'setFault' | 'setSandboxSpeed' | 'setSandboxSeed'>;

/** The audit is written where the change is made. */
export function sandboxRoutes({ sandbox }: Pick<GatewayParts, 'sandbox'>): Handlers {
  return {
    sandbox: () => sandbox.status(),
    setFault: ({ params: { fault }, body }, { by }) => sandbox.setFault({ by, fault, ...body }),
    setSandboxSpeed: ({ body: { speed } }, { by }) => sandbox.setSpeed({ by, speed }),
    setSandboxSeed: ({ body: { seed } }, { by }) => sandbox.setSeed({ by, seed }),
  };
}
