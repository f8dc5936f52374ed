// Pushes of a node: the log of each followed address, and its slots, over as many sockets as its limit asks for.
import { z } from 'zod';
import type { Context } from '../../../core/service.ts';
import type { RpcEndpoint } from './rpc-endpoint.ts';

export type PushHandlers = {
  /** A transaction that named the address. */
  onTransaction(address: string, push: Push): void;
  /** Pushes of these addresses come from now on: what came before has to be asked for. */
  onReady(addresses: readonly string[]): void;
  /** Pushes of these addresses may be missing from now on. */
  onAway(addresses: readonly string[]): void;
  onSlot(slot: number): void;
};

export type Push = {
  readonly signature: string;
  readonly slot: number;
  readonly isFailed: boolean;
  readonly logs: readonly string[];
};

export type PushSockets = {
  add(address: string): void;
  remove(address: string): void;
  readonly subscriptions: number;
  close(): Promise<void>;
};

type Doors = Pick<Context, 'outside' | 'log'>;

const CONNECT_TIMEOUT_MS = 10_000;
const PING_MS = 15_000;
const SILENCE_MS = 45_000;
const RECONNECT = { baseMs: 250, maxMs: 30_000 };
const MAX_MESSAGE_BYTES = 16 * 2 ** 20;
const MAX_BUFFERED_BYTES = 16 * 2 ** 20;

const message = z.object({
  id: z.int().optional(),
  result: z.unknown().optional(),
  method: z.string().optional(),
  params: z.object({ subscription: z.int(), result: z.unknown() }).optional(),
});
const logsResult = z.object({
  context: z.object({ slot: z.int() }),
  value: z.object({ signature: z.string(), err: z.unknown(), logs: z.array(z.string()).nullish() }),
});
const slotResult = z.object({ slot: z.int() });

export function createPushSockets(
  doors: Doors,
  endpoint: RpcEndpoint,
  options: { readonly perSocket: number; readonly commitment: string },
  handlers: PushHandlers,
): PushSockets {
  const shards: Shard[] = [openShard(doors, endpoint, options.commitment, handlers, true)];
  const shardOf = new Map<string, Shard>();
  return {
    add(address) {
      if (shardOf.has(address)) return;
      let shard = shards.find(({ size }) => size < options.perSocket);
      if (shard === undefined) {
        shard = openShard(doors, endpoint, options.commitment, handlers, false);
        shards.push(shard);
      }
      shardOf.set(address, shard);
      shard.add(address);
    },
    remove(address) {
      shardOf.get(address)?.remove(address);
      shardOf.delete(address);
    },
    get subscriptions() {
      return shards.reduce((sum, { subscribed }) => sum + subscribed, 0);
    },
    async close() {
      await Promise.all(shards.map((shard) => shard.close()));
    },
  };
}

type Shard = {
  readonly size: number;
  readonly subscribed: number;
  add(address: string): void;
  remove(address: string): void;
  close(): Promise<void>;
};

function openShard(
  { outside, log }: Doors,
  endpoint: RpcEndpoint,
  commitment: string,
  handlers: PushHandlers,
  hasSlots: boolean,
): Shard {
  const addresses = new Set<string>();
  /** Of this connection. */
  const asked = new Map<number, string>();
  const bySubscription = new Map<number, string>();
  const subscriptionOf = new Map<string, number>();
  let nextId = 1;

  const send = (method: string, params: readonly unknown[]): number => {
    const id = nextId++;
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return id;
  };
  const subscribe = (address: string) => {
    asked.set(send('logsSubscribe', [{ mentions: [address] }, { commitment }]), address);
  };
  const onReply = (id: number, result: unknown) => {
    const address = asked.get(id);
    asked.delete(id);
    if (address === undefined) return;
    if (typeof result !== 'number') {
      log.warn(`${endpoint.name} refused to push what happens to an address`, { address });
      return;
    }
    bySubscription.set(result, address);
    subscriptionOf.set(address, result);
    handlers.onReady([address]);
  };
  const onMessage = (data: Buffer | string) => {
    const told = message.safeParse(parseOrNull(data));
    if (!told.success) return;
    const { id, result, method, params } = told.data;
    if (id !== undefined) onReply(id, result);
    else if (method === 'slotNotification') {
      const { data: slot } = slotResult.safeParse(params?.result);
      if (slot) handlers.onSlot(slot.slot);
    } else if (method === 'logsNotification') {
      const { data: logs } = logsResult.safeParse(params?.result);
      const address = bySubscription.get(params?.subscription ?? -1);
      if (logs === undefined || address === undefined) return;
      const { signature, err, logs: lines } = logs.value;
      const push = { signature, slot: logs.context.slot, isFailed: err !== null, logs: lines ?? [] };
      handlers.onTransaction(address, push);
    }
  };
  const socket = outside.socket({
    name: endpoint.name,
    url: endpoint.socketUrl,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    pingIntervalMs: PING_MS,
    silenceMs: SILENCE_MS,
    reconnect: RECONNECT,
    maxMessageBytes: MAX_MESSAGE_BYTES,
    maxBufferedBytes: MAX_BUFFERED_BYTES,
    onOpen() {
      if (hasSlots) send('slotSubscribe', []);
      for (const address of addresses) subscribe(address);
    },
    onMessage,
    onState(state) {
      if (state === 'open' || state === 'connecting') return;
      const lost = [...subscriptionOf.keys()];
      asked.clear();
      bySubscription.clear();
      subscriptionOf.clear();
      if (lost.length > 0) handlers.onAway(lost);
    },
  });
  return {
    get size() {
      return addresses.size;
    },
    get subscribed() {
      return subscriptionOf.size;
    },
    add(address) {
      addresses.add(address);
      if (socket.state === 'open') subscribe(address);
    },
    remove(address) {
      addresses.delete(address);
      const subscription = subscriptionOf.get(address);
      if (subscription === undefined) return;
      subscriptionOf.delete(address);
      bySubscription.delete(subscription);
      if (socket.state === 'open') send('logsUnsubscribe', [subscription]);
    },
    close: () => socket.close(),
  };
}

function parseOrNull(data: Buffer | string): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return null;
  }
}
