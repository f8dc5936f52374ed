// Publishes to one broker for ever: it comes back by itself, notices silence, keeps what must not be missing, and never makes
// whoever publishes wait.
import type { Clock, Timer } from '../../../core/clock.ts';
import type { PartHealth } from '../../../core/health.ts';
import type { Log } from '../../../core/log/log.ts';
import { type Backoff, toBackoffMs } from '../../../core/outside/backoff.ts';
import type { Random } from '../../../core/random.ts';
import type { MqttConnection, MqttDoor, MqttMessage } from './mqtt-door.ts';
import { PublishQueue, type PublishQueueOptions } from './publish-queue.ts';

export type PublisherOptions = PublishQueueOptions & {
  /** As people call it: `The MQTT broker`. */
  readonly name: string;
  readonly door: MqttDoor;
  /** Retained: whether we are there. Also the last will. */
  readonly statusTopic: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onState: (isUp: boolean) => void;
};

export interface Publisher {
  readonly isUp: boolean;
  readonly queued: number;
  readonly health: PartHealth;
  publish(message: MqttMessage): void;
  /** Says goodbye after what is on its way, if the broker takes it quickly. */
  stop(): Promise<void>;
}

const RECONNECT: Backoff = { baseMs: 250, maxMs: 30_000 };
const CONNECT_TIMEOUT_MS = 5000;
/** Connections shorter than this count as failures in a row. */
const HEALTHY_MS = 10_000;
/** With the next a second at most: the time in which health tells that the broker is gone. */
const TICK_MS = 300;
const SILENT_MS = 600;
/** A broker that hangs may come back; one that is silent for so long is given up. */
const GIVE_UP_MS = 15_000;
const GOODBYE_MS = 1000;

export function createPublisher(options: PublisherOptions): Publisher {
  const { name, door, clock, random, log, statusTopic } = options;
  const queue = new PublishQueue(options);
  const status = (payload: string): MqttMessage => ({ topic: statusTopic, payload, qos: 1, retain: true });
  const ended = Promise.withResolvers<void>();
  let connection: MqttConnection | undefined;
  let isOpen = false;
  let isUp = false;
  let isStopping = false;
  let reason = 'connecting';
  let sinceMs = clock.now();
  let failures = 0;
  let openedAtMs = 0;
  let heardAtMs = 0;
  let askedAtMs: number | undefined;
  let retry: Timer | undefined;
  let patience: Timer | undefined;

  const tell = (nowUp: boolean, why: string): void => {
    if (nowUp === isUp) {
      if (!nowUp) reason = why;
      return;
    }
    isUp = nowUp;
    reason = why;
    sinceMs = clock.now();
    options.onState(nowUp);
    if (nowUp) log.info(`${name} is connected`);
    else if (!isStopping)
      log.warn(`${name} is away; what it is to get waits or is left out`, { reason: why });
  };

  const flush = (): void => {
    const current = connection;
    if (!isOpen || !current) return;
    queue.flush(clock.monotonicMs(), (message, done) =>
      current.publish(message, () => {
        if (current !== connection) return;
        done();
        flush();
      }),
    );
  };

  const connect = (): void => {
    patience = clock.after(CONNECT_TIMEOUT_MS, () => opening.terminate());
    const opening = door.open(
      { will: status('offline') },
      {
        onOpen() {
          patience?.cancel();
          isOpen = true;
          openedAtMs = heardAtMs = clock.monotonicMs();
          askedAtMs = undefined;
          opening.publish(status('online'), () => {});
          queue.unsend();
          tell(true, '');
          flush();
        },
        onHeard() {
          heardAtMs = clock.monotonicMs();
          askedAtMs = undefined;
          if (isOpen) tell(true, '');
        },
        onClose,
      },
    );
    connection = opening;
  };

  const onClose = (why: string): void => {
    patience?.cancel();
    const wasHealthy = isOpen && clock.monotonicMs() - openedAtMs >= HEALTHY_MS;
    isOpen = false;
    connection = undefined;
    tell(false, why);
    if (isStopping) return ended.resolve();
    failures = wasHealthy ? 1 : failures + 1;
    retry = clock.after(toBackoffMs(failures, RECONNECT, random), connect);
  };

  const tick = (): void => {
    if (!isOpen || !connection) return;
    const nowMs = clock.monotonicMs();
    if (nowMs - heardAtMs >= GIVE_UP_MS) return connection.terminate();
    if (askedAtMs !== undefined && nowMs - askedAtMs >= SILENT_MS) tell(false, 'it does not answer');
    if (askedAtMs === undefined) {
      askedAtMs = nowMs;
      connection.ping();
    }
    flush();
  };
  const ticks = clock.every(TICK_MS, tick);

  options.onState(false);
  connect();

  return {
    get isUp() {
      return isUp;
    },
    get queued() {
      return queue.queued;
    },
    get health(): PartHealth {
      if (isUp) return { status: 'Healthy' };
      const since = new Date(sinceMs).toISOString();
      const says = `Since ${since} ${name} cannot be used (${reason}): ${queue.queued} messages wait for it, figures are left out. It goes on by itself.`;
      return { status: 'Degraded', says };
    },
    publish(message) {
      if (isStopping) return;
      queue.add(message);
      flush();
    },
    async stop() {
      if (isStopping) return await ended.promise;
      isStopping = true;
      ticks.cancel();
      retry?.cancel();
      const last = connection;
      if (!last) ended.resolve();
      else if (!isOpen) last.terminate();
      else {
        const goodbye = clock.after(GOODBYE_MS, () => last.terminate());
        last.publish(status('offline'), () => last.close());
        await ended.promise;
        goodbye.cancel();
      }
      await ended.promise;
    },
  };
}
