// A unit on the supervisor's own thread: for single placement, for simulation, and for what the main thread itself serves.
import { MessagePort } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import type { Wire } from '../link/wire.ts';
import { createPortWire } from '../link/wire.ts';
import type { Service } from '../service.ts';
import type { Channel, SpawnThread, UnitSpec } from './unit.ts';

type InlineHost = { receive(message: ToHost): void; close(): Promise<void> };

export type InlineOptions = {
  readonly clock: Clock;
  load(unit: UnitSpec): Promise<ReadonlyMap<string, Service>>;
  createHost(services: ReadonlyMap<string, Service>, report: (message: FromHost) => void): InlineHost;
};

/** For a service to give back what it holds before its successor starts. */
const CLOSE_MS = 1000;

export function createInlineSpawner({ clock, load, createHost }: InlineOptions): SpawnThread {
  return (unit, events) => {
    let host: InlineHost | undefined;
    let hasEnded = false;
    /** Loaded, or ended before. */
    const settled = Promise.withResolvers<void>();
    const end = async (cause: AppError) => {
      if (hasEnded) return;
      hasEnded = true;
      settled.resolve();
      if (host) await Promise.race([host.close(), clock.sleep(CLOSE_MS)]);
      clock.nextTurn(() => events.onExit(cause));
    };
    const report = (message: FromHost) => {
      if (!hasEnded) clock.nextTurn(() => events.onMessage(message));
    };
    load(unit).then(
      (services) => {
        if (hasEnded) return;
        host = createHost(services, report);
        settled.resolve();
        report({ type: 'loaded' });
      },
      (error) => end(new AppError('WORKER_FAILED', `${unit.id} did not load.`, { cause: toAppError(error) })),
    );
    const deliver = (message: ToHost<Channel>) => {
      if (!hasEnded) host?.receive('wire' in message ? { ...message, wire: toWire(message.wire) } : message);
      else if ('wire' in message) message.wire.close();
    };
    return {
      post(message) {
        if (message.type === 'stop' && !host)
          void end(new AppError('WORKER_FAILED', `${unit.id} was stopped before it had loaded.`));
        void settled.promise.then(() => clock.nextTurn(() => deliver(message)));
      },
      terminate: () => void end(new AppError('WORKER_FAILED', `${unit.id} was ended.`)),
      stack: () => Promise.resolve(undefined),
      memoryBytes: () => Promise.resolve(undefined),
    };
  };
}

function toWire(channel: Channel): Wire {
  return channel instanceof MessagePort ? createPortWire(channel) : channel;
}
