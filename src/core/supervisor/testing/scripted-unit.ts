// One unit under a manual clock, run by fake threads, with everything it reports on record.
import { AppError } from '../../errors.ts';
import type { Log, LogFields } from '../../log/log.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { UnitSpec } from '../unit.ts';
import { UnitMemory } from '../unit-memory.ts';
import { UnitRunner } from '../unit-runner.ts';
import { createFakeThreads } from './fake-threads.ts';

export const crash = new AppError('WORKER_FAILED', 'crashed');

const nothing = () => {};
/** A log that nobody reads. */
export const silent: Log = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silent,
};

export function createScriptedUnit(changes: Partial<UnitSpec> & { services?: never } = {}, names = ['a']) {
  const clock = createManualClock();
  const threads = createFakeThreads();
  const told: string[] = [];
  const lines: { level: string; message: string; fields: LogFields | undefined }[] = [];
  const write = (level: string) => (message: string, fields?: LogFields) =>
    void lines.push({ level, message, fields });
  const log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    child: () => log,
  };
  const memory = new UnitMemory('run', names);
  const spec: UnitSpec = {
    id: 'unit',
    services: names.map((name) => ({ name, module: '', settings: undefined, maxConcurrent: 1 })),
    maxMemoryMb: 64,
    restarts: { restartOnError: true, maxRestarts: 3, windowMs: 600_000, delayMs: 5000, maxDelayMs: 60_000 },
    atCap: 'degrade',
    hotSpare: false,
    heartbeatIntervalMs: 30_000,
    ...changes,
  };
  const runner = new UnitRunner(spec, {
    spawn: threads.spawn,
    clock,
    log,
    memory,
    startTimeoutMs: 30_000,
    events: {
      onReady: (service, epoch) => void told.push(`ready ${service} ${epoch}`),
      onDown: (services) => void told.push(`down ${services}`),
      onGivenUp: (_, cause) => void told.push(`given up ${cause.message}`),
      onStuck: (_, cause) => void told.push(`stuck ${cause.message}`),
      onState: (state) => void told.push(state),
      onConnect: ({ from, to }) => void told.push(`connect ${from.service} ${to}`),
      onBuffer: () => void told.push('buffer'),
    },
  });
  const heartbeat = new Int32Array(memory.heartbeat);
  return {
    ...threads,
    clock,
    told,
    lines,
    runner,
    spec,
    /** Starts it and brings its first thread up. */
    async up() {
      const started = runner.start();
      threads.last().runs();
      await started;
    },
    beat: () => Atomics.add(heartbeat, 0, 1),
  };
}
