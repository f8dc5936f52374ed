// Binance's side of the streams, in memory: it confirms, refuses or ignores requests, and holds us to the limits.
import type { Clock } from '../../../core/clock.ts';
import {
  createScriptedSocket,
  type ScriptedPeer,
  type ScriptedSocket,
} from '../../../core/outside/testing/scripted-socket.ts';

export type StreamServerOptions = {
  readonly streamsPerConnection?: number;
  readonly messagesPerSecond?: number;
  /** Streams that make a request fail. */
  readonly unknown?: ReadonlySet<string>;
};

export interface StreamServer extends SocketDoor {
  /** What every live connection is subscribed to. */
  readonly subscribed: ReadonlyMap<ScriptedPeer, ReadonlySet<string>>;
  /** Limits that were broken, in words. */
  readonly offences: readonly string[];
  isRefusing: boolean;
  isMute: boolean;
  /** Sends an event to all that are subscribed; says how many. */
  publish(stream: string, data: object): number;
  live(): ScriptedPeer[];
}
type SocketDoor = { readonly socket: ScriptedSocket };

export function createStreamServer(clock: Clock, options: StreamServerOptions = {}): StreamServer {
  const { streamsPerConnection = 1024, messagesPerSecond = 5, unknown = new Set() } = options;
  const subscribed = new Map<ScriptedPeer, Set<string>>();
  const heard = new Map<ScriptedPeer, number[]>();
  const offences: string[] = [];

  const live = (): ScriptedPeer[] => [...subscribed.keys()].filter((peer) => !peer.isOver);

  const checkPace = (peer: ScriptedPeer): void => {
    const times = heard.get(peer) ?? [];
    times.push(clock.monotonicMs());
    heard.set(peer, times);
    const first = times.at(-1 - messagesPerSecond);
    if (first !== undefined && times.at(-1)! - first < 1000) offences.push('too many messages in a second');
  };

  const onReceive = (peer: ScriptedPeer, data: string | Uint8Array): void => {
    checkPace(peer);
    if (server.isMute) return;
    const { method, params, id } = JSON.parse(String(data)) as {
      method: string;
      params: string[];
      id: number;
    };
    if (params.some((stream) => unknown.has(stream)))
      return peer.say(JSON.stringify({ error: { code: 2, msg: 'Invalid request' }, id }));
    const streams = subscribed.get(peer)!;
    for (const stream of params) method === 'SUBSCRIBE' ? streams.add(stream) : streams.delete(stream);
    if (streams.size > streamsPerConnection) offences.push(`${streams.size} streams on one connection`);
    peer.say(JSON.stringify({ result: null, id }));
  };

  const server: StreamServer = {
    socket: createScriptedSocket({
      onConnect(peer) {
        if (server.isRefusing) return peer.refuse('ECONNREFUSED');
        subscribed.set(peer, new Set());
        peer.accept();
      },
      onReceive,
    }),
    subscribed,
    offences,
    isRefusing: false,
    isMute: false,
    publish(stream, data) {
      const peers = live().filter((peer) => subscribed.get(peer)!.has(stream));
      for (const peer of peers) peer.say(JSON.stringify({ stream, data }));
      return peers.length;
    },
    live,
  };
  return server;
}
