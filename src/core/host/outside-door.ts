// The doors to the network as services get them: with the machine's clock and transports, and their state in the metrics.
import type { Metrics } from '../board/metrics.ts';
import { type Clock, systemClock } from '../clock.ts';
import { ALL_PEERS, breakerFigures } from '../outside/breaker-figures.ts';
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

const OUTSIDE = 'outside';

export function createOutsideDoor(
  worker: string,
  metrics: Metrics,
  { clock, random, http, socket }: Machine = nodeMachine,
): Outside {
  const breakers = new Map<string, number>();
  const worst = metrics.gauge('circuit_breaker_state', { worker, peer: ALL_PEERS });
  const open = metrics.gauge('connections_active', { worker, kind: OUTSIDE });
  const wanted = metrics.gauge('zapflow_connections_wanted', { worker });
  // The cells are there before the first use, and what a predecessor left in them is gone with it.
  for (const gauge of [worst, open, wanted]) gauge.set(0);
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
          breakers.set(name, breakerFigures[changed]);
          worst.set(Math.max(...breakers.values()));
          options.onState?.(name, changed);
        },
      });
    },
    rateLimit: (options) => createRateLimit({ clock, ...options }),
    http: (options) => createHttp({ clock, transport: http, ...options }),
    socket(options) {
      wanted.add(1);
      let before: SocketState = 'connecting';
      return createSocket({
        clock,
        random,
        transport: socket,
        ...options,
        onState(state, change) {
          open.add(Number(state === 'open') - Number(before === 'open'));
          if (state === 'closed' && before !== 'closed') wanted.add(-1);
          before = state;
          options.onState?.(state, change);
        },
      });
    },
  };
}
