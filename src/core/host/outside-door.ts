// The doors to the network as services get them: with the machine's clock and transports, and their state in the metrics.
import type { Metrics } from '../board/metrics.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { BreakerState } from '../outside/breaker.ts';
import { createHttp } from '../outside/http.ts';
import type { HttpTransport } from '../outside/http-transport.ts';
import { nodeFetch } from '../outside/node-fetch.ts';
import { nodeSocket } from '../outside/node-socket.ts';
import { createPolicy } from '../outside/policy.ts';
import { createRateLimit } from '../outside/rate-limit.ts';
import { createSocket, type SocketState } from '../outside/socket.ts';
import type { SocketTransport } from '../outside/socket-transport.ts';
import { type Random, systemRandom } from '../random.ts';
import type { Outside } from '../service.ts';

/** What the doors stand on; a simulation brings its own. */
export type Machine = {
  readonly clock: Clock;
  readonly random: Random;
  readonly http: HttpTransport;
  readonly socket: SocketTransport;
};

const nodeMachine: Machine = {
  clock: systemClock,
  random: systemRandom,
  http: nodeFetch,
  socket: nodeSocket,
};

/** As `circuit_breaker_state` shows it. */
const breakerFigures: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 };

export function createOutsideDoor(
  worker: string,
  metrics: Metrics,
  { clock, random, http, socket }: Machine = nodeMachine,
): Outside {
  return {
    policy(options) {
      const state = metrics.gauge('circuit_breaker_state', { worker, peer: options.name });
      state.set(breakerFigures.closed);
      return createPolicy({
        clock,
        random,
        ...options,
        onState(name, changed) {
          state.set(breakerFigures[changed]);
          options.onState?.(name, changed);
        },
      });
    },
    rateLimit: (options) => createRateLimit({ clock, ...options }),
    http: (options) => createHttp({ clock, transport: http, ...options }),
    socket(options) {
      const open = metrics.gauge('connections_active', { worker });
      let before: SocketState = 'connecting';
      return createSocket({
        clock,
        random,
        transport: socket,
        ...options,
        onState(state, change) {
          open.add(Number(state === 'open') - Number(before === 'open'));
          before = state;
          options.onState?.(state, change);
        },
      });
    },
  };
}
