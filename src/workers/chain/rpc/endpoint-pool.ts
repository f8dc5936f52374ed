// The nodes together: which is asked first, which takes over, and when two are asked at once.

import type { Clock } from '../../../core/clock.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import type { RpcCall } from './json-rpc.ts';
import type { CallOptions, RpcEndpoint } from './rpc-endpoint.ts';

export type HedgedOptions = CallOptions & {
  /** A second node is asked too when the first has not answered after this long. */
  readonly hedgeMs?: number;
};

export type EndpointPool = {
  readonly endpoints: readonly RpcEndpoint[];
  /** Asks the best node, and the next where it fails. Rejects with the last error, RPC_REFUSED at once. */
  call(call: RpcCall, options?: HedgedOptions): Promise<unknown>;
  batch(calls: readonly RpcCall[], options?: CallOptions): Promise<readonly (unknown | AppError)[]>;
  /** The newest slot that any node told of. */
  readonly slot: number;
};

export function createEndpointPool(endpoints: readonly RpcEndpoint[], clock: Clock): EndpointPool {
  const slotOf = () => Math.max(0, ...endpoints.map(({ slot }) => slot));
  const ranked = (): readonly RpcEndpoint[] => {
    const newest = slotOf();
    for (const endpoint of endpoints) endpoint.noteBehind(endpoint.slot === 0 ? 0 : newest - endpoint.slot);
    return [...endpoints].sort((one, other) => rankOf(one) - rankOf(other));
  };
  const tryEach = async <T>(ask: (endpoint: RpcEndpoint) => Promise<T>): Promise<T> => {
    let failed: AppError | undefined;
    for (const endpoint of ranked())
      try {
        return await ask(endpoint);
      } catch (thrown) {
        failed = toAppError(thrown);
        if (failed.kind !== 'transient') throw failed;
      }
    throw failed ?? new AppError('HTTP_UNREACHABLE', 'No Solana node is configured.');
  };
  return {
    endpoints,
    get slot() {
      return slotOf();
    },
    batch: (calls, options) => tryEach((endpoint) => endpoint.batch(calls, options)),
    call(call, { hedgeMs, ...options } = {}) {
      const [, second] = ranked();
      if (hedgeMs === undefined || second === undefined)
        return tryEach((endpoint) => endpoint.call(call, options));
      return hedged(clock, hedgeMs, [
        () => tryEach((endpoint) => endpoint.call(call, options)),
        () => second.call(call, options),
      ]);
    },
  };
}

/** By state first, then by the time it takes. */
const ranks = { ready: 0, slow: 1, limited: 2, behind: 3, away: 4 } as const;

function rankOf({ state, latencyMs }: RpcEndpoint): number {
  return ranks[state] * 1e6 + latencyMs;
}

/** The first answer; the second is asked when the first takes long or fails. */
async function hedged<T>(
  clock: Clock,
  afterMs: number,
  [first, second]: readonly [() => Promise<T>, () => Promise<T>],
): Promise<T> {
  const enough = new AbortController();
  const one = first();
  const other = clock
    .sleep(afterMs, enough.signal)
    .catch(() => {})
    .then(() => (enough.signal.aborted ? one : second()));
  try {
    return await Promise.any([one, other]);
  } catch (thrown) {
    throw thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  } finally {
    enough.abort();
  }
}
