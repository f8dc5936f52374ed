// A unit as a thread that lives in the simulation: it loads, hears, speaks and dies like a worker thread, at the world's times.
import type { Timer } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import type { FromHost, ToHost } from '../host/control.ts';
import type { SpawnThread, ThreadEvents, ThreadHandle, UnitSpec } from '../supervisor/unit.ts';
import type { Life } from './life.ts';
import { SimulatedEnd } from './simulated-wire.ts';
import { createLabel } from './trace.ts';

export type ThreadConditions = {
  /** The thread of the supervisor, which is told of everything. */
  readonly main: Life;
  createLife(unit: string): Life;
  /** Draws, in ms: how long the modules take to import, a control message to travel, an exit to be reported. */
  loadMs(): number;
  controlMs(): number;
  exitMs(): number;
  createHost(
    unit: UnitSpec,
    life: Life,
    report: (message: FromHost) => void,
  ): { receive(message: ToHost): void };
  /** A life has begun. `crash` ends it as an error that nobody caught would. */
  onSpawn(thread: SimulatedThread): void;
};

export type SimulatedThread = {
  readonly unit: UnitSpec;
  readonly life: Life;
  crash(cause: AppError): void;
};

export function createSimulatedSpawner(conditions: ThreadConditions): SpawnThread {
  return (unit, events) => {
    const life = unit.id === conditions.main.unit ? conditions.main : conditions.createLife(unit.id);
    return startThread(unit, life, events, conditions);
  };
}

function startThread(
  unit: UnitSpec,
  life: Life,
  events: ThreadEvents,
  conditions: ThreadConditions,
): ThreadHandle {
  const { main, loadMs, controlMs, exitMs } = conditions;
  const control = createLabel(`control ${life.name}`);
  const report = createLabel(`report ${life.name}`);
  const load = createLabel(`load ${life.name}`);
  const exit = createLabel(`exit ${life.name}`);
  let host: { receive(message: ToHost): void } | undefined;
  let loadedMs = 0;
  let heardMs = 0;
  let toldMs = 0;
  const untold = new Set<{ readonly sentMs: number; readonly atMs: number; readonly timer: Timer }>();

  const tell = (message: FromHost) => {
    if (life.isEnded) return;
    const copy = structuredClone(message);
    const sentMs = life.nowMs;
    toldMs = Math.max(toldMs, sentMs + controlMs());
    const timer = main.at(toldMs, report, () => {
      untold.delete(saying);
      events.onMessage(copy);
    });
    const saying = { sentMs, atMs: toldMs, timer };
    untold.add(saying);
  };
  const end = (cause: AppError) => {
    if (life.isEnded) return;
    // The main thread ends with its process only.
    if (life !== main) life.end();
    let exitedMs = main.nowMs + exitMs();
    // What it said before comes first; what it was too busy to say was never said.
    for (const { sentMs, atMs, timer } of untold)
      if (sentMs > main.nowMs) timer.cancel();
      else exitedMs = Math.max(exitedMs, atMs);
    main.at(exitedMs, exit, () => events.onExit(cause));
  };

  if (life !== main)
    life.onUncaught = (error) => {
      const cause = toAppError(error);
      end(new AppError('WORKER_FAILED', `${unit.id} died: ${cause.message}`, { cause }));
    };
  loadedMs = main.nowMs + loadMs();
  heardMs = loadedMs;
  life.at(loadedMs, load, () => {
    host = conditions.createHost(unit, life, tell);
    tell({ type: 'loaded' });
  });
  conditions.onSpawn({ unit, life, crash: end });

  return {
    post(message) {
      if ('wire' in message && message.wire instanceof SimulatedEnd) message.wire.adopt(life);
      heardMs = Math.max(heardMs, main.nowMs + controlMs());
      life.at(heardMs, control, () => host?.receive(message as ToHost));
    },
    terminate: () => end(new AppError('WORKER_FAILED', `${unit.id} was ended.`)),
    stack: () => Promise.resolve(undefined),
    memoryBytes: () => Promise.resolve(undefined),
  };
}
