// The live connections of the gateway: takes them in, keeps them honest, and sends them home.
import type { WebSocket } from 'ws';
import type { EndReason } from '../../../api/live.ts';
import type { Metrics } from '../../../core/board/metrics.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Actor } from '../security/actor.ts';
import { type Accept, type ActorChange, concerns } from './accept.ts';
import { acceptSocket } from './accept-socket.ts';
import { createActorWatch } from './actor-watch.ts';
import { type ClientWorld, LiveClient } from './client.ts';
import type { TopicSource } from './topic.ts';

export type LiveOptions = {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The name of the gateway's service. */
  readonly worker: string;
  readonly version: string;
  readonly mode: string;
  readonly topics: readonly TopicSource[];
  /** The actor as he is now; undefined when his session or token has ended. Asked once a minute; counts as no use of it. */
  refresh(actor: Actor): Promise<Actor | undefined>;
  readonly maxClients?: number;
  /** Of those who have not said who they are. */
  readonly maxStrangers?: number;
};

export interface Live {
  readonly accept: Accept;
  /** Hangs up on everybody whom it concerns. */
  actorChanged(change: ActorChange): void;
  /** Those connected now. */
  readonly clients: number;
  /** Says good-bye to all, and resolves when they are gone, within a second. */
  stop(): Promise<void>;
}

const MAX_CLIENTS = 20_000;
const MAX_STRANGERS = 500;
const BEAT_MS = 1000;
const GOOD_BYE_MS = 1000;

export function createLive(options: LiveOptions): Live {
  const { clock, log, metrics, worker, maxClients = MAX_CLIENTS, maxStrangers = MAX_STRANGERS } = options;
  const topics = new Map<string, TopicSource>(options.topics.map((topic) => [topic.name, topic]));
  const clients = new Set<LiveClient>();
  const strangers = new Set<LiveClient>();
  const open = new Set<WebSocket>();
  const connections = metrics.gauge('connections_active', { worker, kind: 'websocket' });
  let isStopped = false;
  let whenEmpty: (() => void) | undefined;

  const world: ClientWorld = {
    clock,
    version: options.version,
    mode: options.mode,
    topic: (name) => topics.get(name),
    onSkipped: ({ name }, count) =>
      metrics.counter('zapflow_messages_dropped', { worker, message: `live.${name}` }).add(count),
    onSignedIn: (client) => void strangers.delete(client),
    onEnd(client, why) {
      clients.delete(client);
      strangers.delete(client);
      connections.set(clients.size);
      if (why !== undefined) metrics.counter('zapflow_live_hung_up', { worker, why }).add();
    },
  };

  const whyNot = (actor: Actor | undefined): EndReason | undefined => {
    if (isStopped) return 'stopping';
    const hasRoom = clients.size < maxClients && (actor || strangers.size < maxStrangers);
    return hasRoom ? undefined : 'busy';
  };

  const hangUpOn = (isConcerned: (actor: Actor) => boolean, why: 'signedOut' | 'forbidden') => {
    for (const client of [...clients]) if (client.actor && isConcerned(client.actor)) client.hangUp(why);
  };

  const watch = createActorWatch({
    clock,
    log,
    actors: () => [...clients].flatMap(({ actor }) => actor ?? []),
    refresh: options.refresh,
    onChange: hangUpOn,
  });
  const beat = clock.every(BEAT_MS, () => {
    const nowMs = clock.monotonicMs();
    for (const client of clients) client.beat(nowMs);
  });

  return {
    accept(socket, { actor, correlationId, stream, authenticate }) {
      const refused = whyNot(actor);
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        if (open.size === 0) whenEmpty?.();
      });
      acceptSocket(socket, stream, (door) => {
        const client = new LiveClient({ world, socket: door, actor, authenticate });
        clients.add(client);
        if (!actor) strangers.add(client);
        if (refused !== undefined) client.hangUp(refused);
        connections.set(clients.size);
        return client;
      });
      log.debug('a live client connected', { correlationId });
    },
    actorChanged(change) {
      const why = 'userId' in change ? 'forbidden' : 'signedOut';
      hangUpOn((actor) => concerns(change, actor), why);
    },
    get clients() {
      return clients.size;
    },
    async stop() {
      isStopped = true;
      beat.cancel();
      watch.stop();
      for (const client of [...clients]) client.hangUp('stopping');
      if (open.size > 0) {
        const gone = new Promise<void>((resolve) => {
          whenEmpty = resolve;
        });
        await Promise.race([gone, clock.sleep(GOOD_BYE_MS)]);
      }
      for (const socket of open) socket.terminate();
    },
  };
}
