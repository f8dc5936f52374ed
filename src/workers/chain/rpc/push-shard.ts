// One socket to a node with a part of the addresses: subscribed again whenever it is new, refused, unanswered or has gone silent.
import { parsePushMessage } from './push-message.ts';
import type { PushDoors, PushHandlers } from './push-sockets.ts';
import type { RpcEndpoint } from './rpc-endpoint.ts';

export type PushShard = {
  readonly size: number;
  readonly subscribed: number;
  add(address: string): void;
  remove(address: string): void;
  close(): Promise<void>;
};

const CONNECT_TIMEOUT_MS = 10_000;
const PING_MS = 15_000;
const SILENCE_MS = 45_000;
const RECONNECT = { baseMs: 250, maxMs: 30_000 };
const MAX_MESSAGE_BYTES = 16 * 2 ** 20;
const MAX_BUFFERED_BYTES = 16 * 2 ** 20;
const LOOK_MS = 5000;
/** Slots come every 400 ms: a socket that tells none for so long tells nothing else either. */
const NO_SLOT_MS = 20_000;
/** After which is asked again what was not answered, or was refused. */
const ASK_AGAIN_MS = 15_000;
const REFUSED_MS = 60_000;

export function openPushShard(
  { outside, log, clock }: PushDoors,
  endpoint: RpcEndpoint,
  commitment: string,
  handlers: PushHandlers,
): PushShard {
  const addresses = new Set<string>();
  /** Of this connection. */
  const asked = new Map<number, string>();
  const askedMs = new Map<string, number>();
  const bySubscription = new Map<number, string>();
  const subscriptionOf = new Map<string, number>();
  let slotsId = 0;
  /** Whether slots come over this connection, so that pushes may be believed to come too. */
  let isHeard = false;
  let refusesSlots = false;
  let heardMs = 0;
  let hasRefused = false;
  let nextId = 1;

  const send = (method: string, params: readonly unknown[]): number => {
    const id = nextId++;
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return id;
  };
  const subscribe = (address: string): void => {
    askedMs.set(address, clock.monotonicMs());
    asked.set(send('logsSubscribe', [{ mentions: [address] }, { commitment }]), address);
  };
  const heard = (): void => {
    heardMs = clock.monotonicMs();
    if (isHeard) return;
    isHeard = true;
    if (subscriptionOf.size > 0) handlers.onReady([...subscriptionOf.keys()]);
  };
  const onAnswer = (id: number, subscription: number | null): void => {
    if (id === slotsId && subscription === null) {
      refusesSlots = true;
      heard();
    }
    const address = asked.get(id);
    asked.delete(id);
    if (address === undefined) return;
    if (subscription === null) {
      if (!hasRefused) log.warn(`${endpoint.name} refused to push what happens to an address`, { address });
      hasRefused = true;
      askedMs.set(address, clock.monotonicMs() + REFUSED_MS - ASK_AGAIN_MS);
      return;
    }
    const isKnown = subscriptionOf.has(address);
    if (!addresses.has(address) || (isKnown && subscriptionOf.get(address) !== subscription)) {
      send('logsUnsubscribe', [subscription]);
      return;
    }
    bySubscription.set(subscription, address);
    subscriptionOf.set(address, subscription);
    if (isHeard && !isKnown) handlers.onReady([address]);
  };
  const forget = (): void => {
    const lost = isHeard ? [...subscriptionOf.keys()] : [];
    for (const map of [asked, askedMs, bySubscription, subscriptionOf]) map.clear();
    isHeard = false;
    if (lost.length > 0) handlers.onAway(lost);
  };
  const open = () => {
    const opened = outside.socket({
      name: endpoint.name,
      url: endpoint.socketUrl,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      pingIntervalMs: PING_MS,
      silenceMs: SILENCE_MS,
      reconnect: RECONNECT,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      maxBufferedBytes: MAX_BUFFERED_BYTES,
      onOpen() {
        heardMs = clock.monotonicMs();
        slotsId = send('slotSubscribe', []);
        for (const address of addresses) subscribe(address);
      },
      onMessage(data) {
        const told = parsePushMessage(data);
        if (opened !== socket || told === null) return;
        if (told.type === 'answer') return onAnswer(told.id, told.subscription);
        if (told.type === 'slot') {
          heard();
          return handlers.onSlot(told.slot);
        }
        const address = bySubscription.get(told.subscription);
        if (address !== undefined) handlers.onTransaction(address, told.push);
      },
      onState(state) {
        if (state === 'open' || state === 'connecting' || opened !== socket) return;
        forget();
      },
    });
    return opened;
  };
  let socket = open();
  const watch = clock.every(LOOK_MS, () => {
    if (socket.state !== 'open') return;
    const now = clock.monotonicMs();
    if (now - heardMs > NO_SLOT_MS && !refusesSlots) {
      log.warn(`${endpoint.name} pushes nothing any more: its connection is made anew`);
      const silent = socket;
      forget();
      socket = open();
      void silent.close();
      return;
    }
    for (const address of addresses)
      if (!subscriptionOf.has(address) && now - (askedMs.get(address) ?? 0) > ASK_AGAIN_MS)
        subscribe(address);
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
      askedMs.delete(address);
      const subscription = subscriptionOf.get(address);
      if (subscription === undefined) return;
      subscriptionOf.delete(address);
      bySubscription.delete(subscription);
      if (socket.state === 'open') send('logsUnsubscribe', [subscription]);
    },
    close() {
      watch.cancel();
      return socket.close();
    },
  };
}
