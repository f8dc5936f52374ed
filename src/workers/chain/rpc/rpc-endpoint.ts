// One Solana node as we see it: its requests under their limit, and what is known of its health.
import type { Counter } from '../../../core/board/metrics.ts';
import { type AppError, toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { EndpointState } from '../../../domain/solana/followed.ts';
import { createCallCount } from './call-count.ts';
import { noReply, type RpcCall, type RpcReply, resultOf, rpcReplies } from './json-rpc.ts';
import { groupOf } from './method-group.ts';

export type EndpointDoors = Pick<Context, 'clock' | 'outside' | 'log' | 'metrics'>;

export type EndpointOptions = {
  /** Shown to people: neither key nor path. */
  readonly name: string;
  readonly http: string;
  readonly socket: string;
  readonly callsPerSecond: number;
};

export type CallOptions = { readonly signal?: AbortSignal | undefined; readonly urgent?: boolean };

export type RpcEndpoint = {
  readonly name: string;
  readonly socketUrl: string;
  readonly state: EndpointState['state'];
  /** The newest slot it told of; 0 before the first. */
  readonly slot: number;
  /** When it told a slot, on the monotonic clock. */
  readonly slotAtMs: number;
  /** Its own answer, or the errors of the HTTP door, RPC_REFUSED, RPC_BEHIND. */
  call(call: RpcCall, options?: CallOptions): Promise<unknown>;
  /** In as few requests as it takes, in order; one that fails does not fail the others. */
  batch(calls: readonly RpcCall[], options?: CallOptions): Promise<readonly (unknown | AppError)[]>;
  noteSlot(slot: number): void;
  noteBehind(slots: number): void;
  tell(subscriptions: number): EndpointState;
};

const TIMEOUT_MS = 8000;
const RETRY = { baseMs: 100, maxMs: 2000, attempts: 2 };
const BREAKER = { failures: 5, openMs: 10_000 };
const MAX_RESPONSE_BYTES = 64 * 2 ** 20;
const MAX_PAUSE_MS = 60_000;
const SLOW_MS = 1500;
/** A request that waits so long says that the node is slow before it is answered. */
const HANGING_MS = 3000;
/** Weight of a new latency in their mean. */
const FRESH = 0.2;
/** So many slots behind the others a node is not asked first. */
export const MAX_SLOTS_BEHIND = 20;
/** What a node or a provider says to too many calls in one request. */
const TOO_MUCH = new Set([
  ...['HTTP_REFUSED', 'HTTP_REQUEST_INVALID', 'RPC_REFUSED'],
  ...['HTTP_REQUEST_TOO_HEAVY', 'HTTP_RESPONSE_TOO_LARGE'],
]);

export function createRpcEndpoint(doors: EndpointDoors, options: EndpointOptions): RpcEndpoint {
  const { clock, outside, metrics } = doors;
  const { name, callsPerSecond } = options;
  const policy = outside.policy({
    name,
    timeoutMs: TIMEOUT_MS,
    retry: RETRY,
    breaker: BREAKER,
    bulkhead: { concurrent: 32, waiting: 2000 },
  });
  const limit = Math.max(1, Math.floor(callsPerSecond));
  const rateLimit = outside.rateLimit({
    name,
    windows: [{ limit, perMs: 1000 }],
    waiting: 5000,
    maxWaitMs: MAX_PAUSE_MS,
  });
  const http = outside.http({
    name,
    baseUrl: options.http,
    policy,
    // A request is let go before its time is taken, so that waiting for our own limit does not make the node look slow.
    rateLimit: {
      get waiting() {
        return rateLimit.waiting;
      },
      acquire: async () => {},
      observe: (answer) => rateLimit.observe(answer),
    },
    maxResponseBytes: MAX_RESPONSE_BYTES,
  });
  const calls = createCallCount();
  /** When each that is not answered went out; the oldest is the first. */
  const underWay = new Map<number, number>();
  let mostAtOnce = limit;
  let nextId = 1;
  let latencyMs = 0;
  let errors = 0;
  let slot = 0;
  let slotAtMs = 0;
  let behind = 0;
  let says = 'Not asked yet.';
  let isLimited = false;

  const counters = new Map<string, Counter>();
  const countOf = (method: string): Counter => {
    const asked = groupOf(method);
    const known = counters.get(asked) ?? metrics.counter('zapflow_solana_calls', { peer: name, asked });
    counters.set(asked, known);
    return known;
  };
  const noteLatency = (tookMs: number): void => {
    latencyMs = latencyMs === 0 ? tookMs : latencyMs + FRESH * (tookMs - latencyMs);
  };
  const send = async (list: readonly RpcCall[], { signal, urgent = false }: CallOptions) => {
    const abortable = signal === undefined ? {} : { signal };
    await rateLimit.acquire({ weight: list.length, urgent, ...abortable });
    const requests = list.map(({ method, params }) => ({ jsonrpc: '2.0', id: nextId++, method, params }));
    const begunMs = clock.monotonicMs();
    const ticket = nextId;
    underWay.set(ticket, begunMs);
    calls.add(list.length, clock.monotonicMs());
    for (const { method } of list) countOf(method).add();
    try {
      const { body } = await http.request({
        method: 'POST',
        path: '',
        body: requests.length === 1 ? requests[0] : requests,
        schema: rpcReplies,
        idempotent: true,
        urgent,
        ...abortable,
      });
      noteLatency(clock.monotonicMs() - begunMs);
      isLimited = false;
      says = `Answers in ${Math.round(latencyMs)} ms.`;
      const byId = new Map(body.map((one) => [one.id, one]));
      const whole = body.length === 1 ? byId.get(null) : undefined;
      if (whole?.error && requests.length > 1) resultOf(whole, list[0]?.method ?? '');
      return requests.map(({ id }) => byId.get(id) ?? whole);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'CALL_CANCELLED' || signal?.aborted) throw error;
      errors += 1;
      metrics.counter('zapflow_solana_call_failures', { peer: name, code: error.code }).add();
      if (error.code === 'OUTSIDE_TIMEOUT') noteLatency(clock.monotonicMs() - begunMs);
      isLimited = error.code === 'HTTP_RATE_LIMITED';
      says = error.message;
      throw error;
    } finally {
      underWay.delete(ticket);
    }
  };
  /** Halves what is too much at once, and remembers what was not. */
  const sendInParts = async (
    list: readonly RpcCall[],
    given: CallOptions,
  ): Promise<readonly (RpcReply | undefined)[]> => {
    if (list.length > mostAtOnce) return await inParts(list, mostAtOnce, given);
    try {
      return await send(list, given);
    } catch (thrown) {
      if (list.length === 1 || !TOO_MUCH.has(toAppError(thrown).code)) throw thrown;
      const half = Math.ceil(list.length / 2);
      const answered = await inParts(list, half, given);
      mostAtOnce = Math.min(mostAtOnce, half);
      return answered;
    }
  };
  const inParts = async (list: readonly RpcCall[], size: number, given: CallOptions) => {
    const replies: (RpcReply | undefined)[] = [];
    for (let from = 0; from < list.length; from += size)
      replies.push(...(await sendInParts(list.slice(from, from + size), given)));
    return replies;
  };
  const isHanging = (): boolean => {
    const [oldest] = underWay.values();
    return oldest !== undefined && clock.monotonicMs() - oldest > HANGING_MS;
  };
  const stateOf = (): EndpointState['state'] => {
    if (policy.state === 'open') return 'away';
    if (isLimited) return 'limited';
    if (behind > MAX_SLOTS_BEHIND) return 'behind';
    return latencyMs > SLOW_MS || isHanging() ? 'slow' : 'ready';
  };
  const noteSlot = (told: number): void => {
    slot = Math.max(slot, told);
    slotAtMs = clock.monotonicMs();
  };
  return {
    name,
    socketUrl: options.socket || options.http.replace(/^http/, 'ws'),
    get state() {
      return stateOf();
    },
    get slot() {
      return slot;
    },
    get slotAtMs() {
      return slotAtMs;
    },
    async call(call, given = {}) {
      const [answer] = await send([call], given);
      const result = resultOf(answer ?? noReply, call.method);
      if (call.method === 'getSlot' && typeof result === 'number') noteSlot(result);
      return result;
    },
    async batch(list, given = {}) {
      const replies = await sendInParts(list, given);
      return list.map(({ method }, i) => {
        try {
          return resultOf(replies[i] ?? noReply, method);
        } catch (thrown) {
          return toAppError(thrown);
        }
      });
    },
    noteSlot,
    noteBehind(slots) {
      behind = slots;
    },
    tell: (subscriptions) => ({
      name,
      state: stateOf(),
      slot: slot === 0 ? null : slot,
      latencyMs: latencyMs === 0 ? null : latencyMs,
      callsPerMinute: calls.lastMinute(clock.monotonicMs()),
      limitPerSecond: callsPerSecond,
      subscriptions,
      errors,
      says: behind > MAX_SLOTS_BEHIND ? `It is ${behind} slots behind the others.` : says,
    }),
  };
}
