// Pushes of a node: the log of each followed address, and its slots, over as many sockets as its limit asks for.
import type { Context } from '../../../core/service.ts';
import type { Push } from './push-message.ts';
import { openPushShard, type PushShard } from './push-shard.ts';
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

export type PushSockets = {
  add(address: string): void;
  remove(address: string): void;
  readonly subscriptions: number;
  close(): Promise<void>;
};

export type PushDoors = Pick<Context, 'outside' | 'log' | 'clock'>;

export type PushOptions = { readonly perSocket: number; readonly commitment: string };

export function createPushSockets(
  doors: PushDoors,
  endpoint: RpcEndpoint,
  { perSocket, commitment }: PushOptions,
  handlers: PushHandlers,
): PushSockets {
  const open = (): PushShard => openPushShard(doors, endpoint, commitment, handlers);
  const shards: PushShard[] = [open()];
  const shardOf = new Map<string, PushShard>();
  return {
    add(address) {
      if (shardOf.has(address)) return;
      let shard = shards.find(({ size }) => size < perSocket);
      if (shard === undefined) {
        shard = open();
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
