// The whole program: supervisor, workers and control socket, until it is told to stop.
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/resolve.ts';
import { systemClock } from '../core/clock.ts';
import { codecOf } from '../core/codec.ts';
import type { AppError } from '../core/errors.ts';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import { supervisorContract } from '../core/supervisor/contract.ts';
import { openControlSocket } from '../core/supervisor/control-socket.ts';
import { type Runtime, startRuntime } from '../core/supervisor/start-runtime.ts';
import { workers } from '../workers/index.ts';
import { toRuntimeOptions } from './runtime-options.ts';

export type ProgramIo = {
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
};

const restartInput = codecOf(supervisorContract.calls.restart.input);

type Stop = { readonly why: string; readonly exitCode: number };

const modes: Record<Config['mode'], string> = {
  sandbox: 'everything is local and simulated; choose another with --mode or ZAPFLOW_MODE',
  paper: 'live data, simulated fills',
  live: 'real money',
};

const FATAL = 1;
/** EX_SOFTWARE of sysexits(3): an error on the main thread, after which a guard starts the program again. */
const BUG = 70;
/** Added to a worker's place in the start order when it had to be forced to stop. */
const FORCED = 10;

/** Runs until SIGINT, SIGTERM, `zapflow stop` or the loss of a worker it cannot do without; gives the exit code. */
export async function runProgram(config: Config, io: ProgramIo): Promise<number> {
  const lock = acquireInstanceLock(config.dataDir);
  const stopped = Promise.withResolvers<Stop>();
  const release = onSignals((signal) => stopped.resolve({ why: signal, exitCode: 0 }));
  try {
    const runtime = await boot(config, io, (unit, cause) => {
      io.err(`zapflow: ${unit} is gone and the program cannot do without it: ${cause.message}\n`);
      stopped.resolve({ why: `${unit} failed`, exitCode: cause.kind === 'config' ? 78 : FATAL });
    });
    const onBug = (error: unknown) => {
      runtime.log.fatal('an error on the main thread stops the program', { err: error });
      stopped.resolve({ why: 'an error on the main thread', exitCode: BUG });
    };
    process.on('uncaughtException', onBug);
    const startedMs = systemClock.monotonicMs();
    const control = await openControl(config, runtime, startedMs, () =>
      stopped.resolve({ why: 'zapflow stop', exitCode: 0 }),
    );
    void runtime.ready.then(() => runtime.log.info(`ready in ${config.mode} mode: ${modes[config.mode]}`));
    const { why, exitCode } = await stopped.promise;
    runtime.log.info('stopping', { why });
    const forced = await runtime.stop();
    process.off('uncaughtException', onBug);
    await control.close();
    return exitCode === 0 ? toExitCode(forced) : exitCode;
  } finally {
    release();
    lock.release();
  }
}

function boot(
  config: Config,
  io: ProgramIo,
  onFatal: (unit: string, cause: AppError) => void,
): Promise<Runtime<Record<never, never>>> {
  const memoryBytes = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  const machine = { cores: availableParallelism(), memoryBytes };
  return startRuntime({ ...toRuntimeOptions(config, io, machine), onFatal });
}

function openControl(
  config: Config,
  { supervisor }: Runtime<Record<never, never>>,
  startedMs: number,
  requestStop: () => void,
) {
  return openControlSocket({
    path: join(config.dataDir, 'control.sock'),
    clock: systemClock,
    commands: {
      status: async () => ({
        status: supervisor.status.every(({ state }) => state === 'ready') ? 'Healthy' : 'Degraded',
        mode: config.mode,
        uptimeMs: Math.round(systemClock.monotonicMs() - startedMs),
        workers: Object.fromEntries(
          supervisor.status.map(({ service, state, restarts }) => [service, { state, restarts }]),
        ),
      }),
      stop: async () => requestStop(),
      restart: async (args) => {
        const { worker } = restartInput.check(args) as { worker: string };
        await supervisor.restart(worker);
      },
      logs: async () => ({ directory: join(config.dataDir, 'logs'), files: ['orderflow.log'] }),
    },
  });
}

/** A second signal while stopping ends the program at once. */
function onSignals(stop: (signal: string) => void): () => void {
  let asked = false;
  const onSignal = (signal: string) => {
    if (asked) process.exit(128 + (signal === 'SIGINT' ? 2 : 15));
    asked = true;
    stop(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}

/** Tells which worker had to be forced: the first in the order of stopping. */
function toExitCode(forced: readonly string[]): number {
  if (forced.length === 0) return 0;
  return (
    FORCED +
    Math.max(
      0,
      workers.findIndex(({ name }) => name === forced[0]),
    )
  );
}
