// One Solana node as we see it: its requests under their limit, and what is known of its health.
import { type AppError, toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { EndpointState } from '../../../domain/solana/followed.ts';
import { noReply, type RpcCall, resultOf, rpcReplies } from './json-rpc.ts';

export type EndpointDoors = Pick<Context, 'clock' | 'outside' | 'log'>;

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
  readonly latencyMs: number;
  /** The newest slot it told of; 0 before the first. */
  readonly slot: number;
  /** Its own answer, or the errors of the HTTP door, RPC_REFUSED, RPC_BEHIND. */
  call(call: RpcCall, options?: CallOptions): Promise<unknown>;
  /** In one request, in order; one that fails does not fail the others. */
  batch(calls: readonly RpcCall[], options?: CallOptions): Promise<readonly (unknown | AppError)[]>;
  noteSlot(slot: number): void;
  noteBehind(slots: number): void;
  tell(subscriptions: number): EndpointState;
};

const TIMEOUT_MS = 10_000;
const RETRY = { baseMs: 100, maxMs: 2000, attempts: 3 };
const MAX_RESPONSE_BYTES = 64 * 2 ** 20;
const MINUTE_MS = 60_000;
const SLOW_MS = 1500;
/** Weight of a new latency in their mean. */
const FRESH = 0.2;
/** So many slots behind the others a node is not asked first. */
export const MAX_SLOTS_BEHIND = 20;

export function createRpcEndpoint(doors: EndpointDoors, options: EndpointOptions): RpcEndpoint {
  const { clock, outside } = doors;
  const { name, callsPerSecond } = options;
  const policy = outside.policy({
    name,
    timeoutMs: TIMEOUT_MS,
    retry: RETRY,
    breaker: {},
    bulkhead: { concurrent: 32, waiting: 2000 },
  });
  const rateLimit = outside.rateLimit({
    name,
    windows: [{ limit: Math.max(1, Math.ceil(callsPerSecond)), perMs: 1000 }],
    waiting: 5000,
    maxWaitMs: MINUTE_MS,
  });
  const http = outside.http({
    name,
    baseUrl: options.http,
    policy,
    rateLimit,
    maxResponseBytes: MAX_RESPONSE_BYTES,
  });
  const calls: { atMs: number; count: number }[] = [];
  let nextId = 1;
  let latencyMs = 0;
  let errors = 0;
  let slot = 0;
  let behind = 0;
  let says = 'Not asked yet.';
  let isLimited = false;

  const send = async (list: readonly RpcCall[], { signal, urgent = false }: CallOptions) => {
    const requests = list.map(({ method, params }) => ({ jsonrpc: '2.0', id: nextId++, method, params }));
    const begunMs = clock.monotonicMs();
    const now = clock.now();
    calls.push({ atMs: now, count: list.length });
    while ((calls[0]?.atMs ?? now) < now - MINUTE_MS) calls.shift();
    try {
      const { body } = await http.request({
        method: 'POST',
        path: '',
        body: requests.length === 1 ? requests[0] : requests,
        schema: rpcReplies,
        idempotent: true,
        urgent,
        weight: list.length,
        ...(signal === undefined ? {} : { signal }),
      });
      const tookMs = clock.monotonicMs() - begunMs;
      latencyMs = latencyMs === 0 ? tookMs : latencyMs + FRESH * (tookMs - latencyMs);
      isLimited = false;
      says = `Answers in ${Math.round(latencyMs)} ms.`;
      const byId = new Map(body.map((one) => [one.id, one]));
      return requests.map(({ id }) => byId.get(id));
    } catch (thrown) {
      const error = toAppError(thrown);
      errors += 1;
      isLimited = error.code === 'HTTP_RATE_LIMITED';
      says = error.message;
      throw error;
    }
  };
  const stateOf = (): EndpointState['state'] => {
    if (policy.state === 'open') return 'away';
    if (isLimited) return 'limited';
    if (behind > MAX_SLOTS_BEHIND) return 'behind';
    return latencyMs > SLOW_MS ? 'slow' : 'ready';
  };
  return {
    name,
    socketUrl: options.socket || options.http.replace(/^http/, 'ws'),
    get state() {
      return stateOf();
    },
    get latencyMs() {
      return latencyMs;
    },
    get slot() {
      return slot;
    },
    async call(call, given = {}) {
      const [answer] = await send([call], given);
      return resultOf(answer ?? noReply, call.method);
    },
    async batch(list, given = {}) {
      const replies = await send(list, given);
      return list.map(({ method }, i) => {
        try {
          return resultOf(replies[i] ?? noReply, method);
        } catch (thrown) {
          return toAppError(thrown);
        }
      });
    },
    noteSlot(told) {
      slot = Math.max(slot, told);
    },
    noteBehind(slots) {
      behind = slots;
    },
    tell: (subscriptions) => ({
      name,
      state: stateOf(),
      slot: slot === 0 ? null : slot,
      latencyMs: latencyMs === 0 ? null : latencyMs,
      callsPerMinute: calls.reduce((sum, { count }) => sum + count, 0),
      limitPerSecond: callsPerSecond,
      subscriptions,
      errors,
      says: behind > MAX_SLOTS_BEHIND ? `It is ${behind} slots behind the others.` : says,
    }),
  };
}
