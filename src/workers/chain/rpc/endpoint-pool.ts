// The nodes together: which is asked first, which takes over, and when two are asked at once.
import type { Clock } from '../../../core/clock.ts';
import { AppError, toAppError } from '../../../core/errors.ts';
import { hedged } from './hedged.ts';
import { isWrongRequest, type RpcCall } from './json-rpc.ts';
import type { CallOptions, RpcEndpoint } from './rpc-endpoint.ts';

export type HedgedOptions = CallOptions & {
  /** A second node is asked too when the first has not answered after this long, or does not know. */
  readonly hedgeMs?: number;
};

export type EndpointPool = {
  readonly endpoints: readonly RpcEndpoint[];
  /** Asks the best node, and the next where it fails. Rejects with the last error; a wrong request at once. */
  call(call: RpcCall, options?: HedgedOptions): Promise<unknown>;
  /** What one node does not know, the next is asked for; an error where one of them could not say. */
  batch(calls: readonly RpcCall[], options?: HedgedOptions): Promise<readonly (unknown | AppError)[]>;
  /** The newest slot that any node told of. */
  readonly slot: number;
  /** Asks those for their slot that have not told one lately, or are not asked otherwise. */
  probe(signal: AbortSignal): Promise<void>;
};

const SLOT_MS = 400;
/** An older word of a node says nothing about how far it is. */
const FRESH_MS = 30_000;
const PROBE_AFTER_MS = 8000;
/** By state first, then in the order of preference. */
const ranks = { ready: 0, slow: 1, limited: 2, behind: 3, away: 4 } as const;

type Ask<T> = (endpoint: RpcEndpoint) => Promise<T>;

export function createEndpointPool(endpoints: readonly RpcEndpoint[], clock: Clock): EndpointPool {
  const slotOf = () => Math.max(0, ...endpoints.map(({ slot }) => slot));
  const noteLags = (): void => {
    const newest = slotOf();
    for (const endpoint of endpoints) {
      const ageMs = clock.monotonicMs() - endpoint.slotAtMs;
      if (endpoint.slot === 0 || ageMs > FRESH_MS) continue;
      // What came since it told a slot is no lag.
      endpoint.noteBehind(Math.max(0, newest - endpoint.slot - Math.floor(ageMs / SLOT_MS)));
    }
  };
  const ranked = (): readonly RpcEndpoint[] => {
    noteLags();
    return endpoints.toSorted((one, other) => ranks[one.state] - ranks[other.state]);
  };
  const tryEach = async <T>(
    nodes: readonly RpcEndpoint[],
    signal: AbortSignal | undefined,
    ask: Ask<T>,
  ): Promise<T> => {
    let failed: AppError | undefined;
    for (const endpoint of nodes)
      try {
        return await ask(endpoint);
      } catch (thrown) {
        failed = toAppError(thrown);
        if (signal?.aborted || isWrongRequest(failed)) throw failed;
      }
    throw failed ?? new AppError('HTTP_UNREACHABLE', 'No Solana node is configured.');
  };
  const fill = async (nodes: readonly RpcEndpoint[], calls: readonly RpcCall[], options: CallOptions) => {
    const answers: unknown[] = [];
    let open = calls.map((_, i) => i);
    let left = [...nodes];
    while (open.length > 0 && (left.length > 0 || answers.length === 0)) {
      const asked = open.map((i) => calls[i] as RpcCall);
      const ask: Ask<readonly unknown[]> = async (endpoint) => {
        left = left.slice(left.indexOf(endpoint) + 1);
        return await endpoint.batch(asked, options);
      };
      const isFirst = answers.length === 0;
      const told = await tryEach(left, options.signal, ask).catch((thrown: unknown) => {
        if (isFirst || options.signal?.aborted) throw thrown;
        return asked.map(() => null);
      });
      for (const [k, i] of open.entries()) if (isFirst || told[k] !== null) answers[i] = told[k];
      open = open.filter((i) => isLacking(answers[i]));
    }
    return answers;
  };
  return {
    endpoints,
    get slot() {
      return slotOf();
    },
    call(call, { hedgeMs, ...options } = {}) {
      const nodes = ranked();
      const from = (i: number) =>
        tryEach(nodes.slice(i), options.signal, (endpoint) => endpoint.call(call, options));
      if (hedgeMs === undefined || nodes.length < 2) return from(0);
      const isKnown = (answer: unknown) => answer !== null;
      return hedged(
        clock,
        hedgeMs,
        () => from(0),
        () => from(1),
        isKnown,
      );
    },
    batch(calls, { hedgeMs, ...options } = {}) {
      const nodes = ranked();
      const from = (i: number) => fill(nodes.slice(i), calls, options);
      if (hedgeMs === undefined || nodes.length < 2) return from(0);
      return hedged(
        clock,
        hedgeMs,
        () => from(0),
        () => from(1),
        () => true,
      );
    },
    async probe(signal) {
      const isQuiet = ({ slotAtMs, state, slot }: RpcEndpoint) =>
        slot === 0 || state !== 'ready' || clock.monotonicMs() - slotAtMs > PROBE_AFTER_MS;
      const ask = { method: 'getSlot', params: [{ commitment: 'processed' }] };
      await Promise.allSettled(endpoints.filter(isQuiet).map((endpoint) => endpoint.call(ask, { signal })));
      noteLags();
    },
  };
}

function isLacking(answer: unknown): boolean {
  return answer === null || answer instanceof AppError;
}
