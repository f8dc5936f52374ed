// One client on a WebSocket: what it subscribed to, and what faults make of what it is told.
import type { WebSocket } from 'ws';
import type { Clock } from '../../../../core/clock.ts';
import type { Random } from '../../../../core/random.ts';
import type { SolanaFaults } from '../faults.ts';
import type { View } from '../ledger/view.ts';
import { refuse, reply } from '../rpc/answer-request.ts';
import { RpcError, rpcCode } from '../rpc/rpc-error.ts';
import type { Hub } from './hub.ts';
import { subscribing, unsubscribing } from './parse-subscribe.ts';
import type { Subscription } from './subscription.ts';

/** A client that leaves so much unread is ended. */
const MAX_UNREAD_BYTES = 32 * 1_048_576;
/** Of a client that says nothing for long, it is asked whether it is there. */
const PING_MS = 30_000;

export type PushConnection = { end(): void };

export type PushDoor = {
  readonly hub: Hub;
  /** Of real time. */
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: SolanaFaults;
  /** A number that no other subscription has. */
  nextId(): number;
};

type Options = PushDoor & { readonly webSocket: WebSocket; readonly view: View; readonly onEnd: () => void };

export function openPushConnection({ webSocket, view, onEnd, ...door }: Options): PushConnection {
  const { hub, clock, random, faults } = door;
  const subscriptions = new Map<number, { readonly subscription: Subscription; readonly wish: string }>();
  /** Equal wishes share one subscription, as they do on a real node. */
  const wishes = new Map<string, number>();
  let lateUntilMs = 0;

  const send = (text: string) => {
    if (webSocket.readyState !== webSocket.OPEN) return;
    webSocket.send(text);
    if (webSocket.bufferedAmount > MAX_UNREAD_BYTES) webSocket.terminate();
  };
  const notify = (text: string) => {
    if (faults('push-silent') || isHit(random, faults('push-missing'))) return;
    const times = isHit(random, faults('push-twice')) ? 2 : 1;
    const nowMs = clock.monotonicMs();
    // what is no longer late waits behind what still is
    lateUntilMs = Math.max(lateUntilMs, nowMs + (faults('push-late')?.byMs ?? 0));
    for (let i = 0; i < times; i += 1)
      if (lateUntilMs > nowMs) clock.after(lateUntilMs - nowMs, () => send(text));
      else send(text);
  };
  const end = (id: number): boolean => {
    const open = subscriptions.get(id);
    if (!open) return false;
    subscriptions.delete(id);
    wishes.delete(open.wish);
    hub.remove(open.subscription);
    return true;
  };
  const answer = (text: string) => {
    const asked = parseAsked(text);
    if (!asked) return send(refuse(null, new RpcError(rpcCode.parse, 'Parse error')));
    const { id, method, params } = asked;
    const subscribe = Object.hasOwn(subscribing, method) ? subscribing[method] : undefined;
    try {
      if (unsubscribing.has(method)) {
        if (end(Number(params[0]))) return send(reply(id, true));
        throw new RpcError(rpcCode.invalidParams, 'Invalid subscription id.');
      }
      if (!subscribe) throw new RpcError(rpcCode.unknownMethod, 'Method not found');
      const wanted = subscribe(params);
      const wish = `${method} ${JSON.stringify(params)}`;
      const same = wishes.get(wish);
      if (same !== undefined) return send(reply(id, same));
      const own = door.nextId();
      const subscription = { ...wanted, id: own, view, notify, done: () => void end(own) };
      wishes.set(wish, own);
      subscriptions.set(own, { subscription, wish });
      send(reply(id, own));
      hub.add(subscription);
    } catch (thrown) {
      if (!(thrown instanceof RpcError)) throw thrown;
      send(refuse(id, thrown));
    }
  };

  const pings = clock.every(PING_MS, () => webSocket.ping());
  webSocket.on('message', (data, isBinary) => {
    if (!isBinary) answer(data.toString());
  });
  // a broken frame or a lost client ends the connection, and the close that follows says so
  webSocket.on('error', () => {});
  webSocket.on('close', () => {
    pings.cancel();
    for (const id of [...subscriptions.keys()]) end(id);
    onEnd();
  });
  return { end: () => webSocket.terminate() };
}

export function isHit(random: Random, settings: { readonly oneIn: number } | undefined): boolean {
  return settings !== undefined && random.below(settings.oneIn) === 0;
}

type Asked = {
  readonly id: number | string | null;
  readonly method: string;
  readonly params: readonly unknown[];
};

function parseAsked(text: string): Asked | undefined {
  try {
    const { id = null, method, params = [] } = JSON.parse(text);
    const isId = id === null || typeof id === 'string' || typeof id === 'number';
    return isId && typeof method === 'string' && Array.isArray(params) ? { id, method, params } : undefined;
  } catch {
    return undefined;
  }
}
