// The whole program: supervisor, workers and control socket, until it is told to stop.
import { availableParallelism, totalmem } from 'node:os';
import type { Config } from '../config/resolve.ts';
import { systemClock } from '../core/clock.ts';
import type { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import { acquireInstanceLock } from '../core/instance-lock.ts';
import type { Log } from '../core/log/log.ts';
import type { ControlSocket } from '../core/supervisor/control-socket.ts';
import { startRuntime } from '../core/supervisor/start-runtime.ts';
import { finishRestore } from '../workers/storage/backup/restore-file.ts';
import { sourceHoldsSealed } from '../workers/storage/operations/holds-sealed.ts';
import { toSentence } from '../workers/storage/operations/to-sentence.ts';
import { toAdvice } from './advice.ts';
import { openCompanions } from './companions.ts';
import { createSetupToken, type SetupToken, tellFirstAccount } from './first-account.ts';
import type { GuardLink } from './guard/guard-link.ts';
import { loadInstanceKey } from './instance-key.ts';
import { openControl, type ProgramRuntime, uses } from './open-control.ts';
import { readOpenFilesLimit } from './open-files.ts';
import { toRuntimeOptions } from './runtime-options.ts';
import { toForcedCode, toReadiness, toRestart } from './verdicts.ts';
import { toDatabasePath, toDatabaseSource } from './worker-settings.ts';

export type ProgramIo = {
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly isColoured: boolean;
  /** The parent that restarts the program and keeps the processes beside it; without it there are none. */
  readonly guard?: GuardLink | undefined;
};

/** Runs until a signal, `zapflow stop` or the loss of a worker it cannot do without; gives the exit code. */
export async function runProgram(config: Config, io: ProgramIo): Promise<number> {
  const lock = acquireInstanceLock(config.dataDir);
  const end = watchProcess(io.err, lock.release);
  void io.guard?.gone.then(() => end.request({ why: 'the guard is gone', exitCode: exitCodes.failed }));
  try {
    finishRestore(toDatabasePath(config.dataDir));
    const started = Promise.withResolvers<ProgramRuntime>();
    // What may be wrong with the folder shows before anything runs in it.
    const setupToken = createSetupToken();
    const control = await openControl(config, started.promise, setupToken.text, () =>
      end.request({ why: 'zapflow stop', exitCode: exitCodes.ok }),
    );
    try {
      return await runWorkers(config, io, end, setupToken, started.resolve, control);
    } finally {
      await control.close();
    }
  } finally {
    end.release();
    lock.release();
  }
}

async function runWorkers(
  config: Config,
  io: ProgramIo,
  end: ProgramEnd,
  setupToken: SetupToken,
  onStarted: (runtime: ProgramRuntime) => void,
  control: ControlSocket,
): Promise<number> {
  const memoryBytes = Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
  const machine = { cores: availableParallelism(), memoryBytes, openFiles: readOpenFilesLimit() };
  const onFatal = (unit: string, cause: AppError) => {
    io.err(`zapflow: ${unit} is gone and the program cannot do without it: ${toSentence(cause)}\n`);
    if (cause.kind === 'config') io.err(`${toAdvice(cause, config.dataDir)}\n`);
    end.request({
      why: `${unit} failed`,
      exitCode: cause.kind === 'config' ? exitCodes.config : exitCodes.failed,
    });
  };
  const instanceKey = await loadInstanceKey(config.dataDir, () =>
    sourceHoldsSealed(toDatabaseSource(config)),
  );
  const secrets = { setupTokenHash: setupToken.hash, instanceKey };
  const companions = openCompanions(config, io.guard, instanceKey);
  const restarted = io.guard?.restarted ?? null;
  const options = toRuntimeOptions(config, io, machine, secrets, restarted);
  const runtime = await startRuntime({ ...options, mainServices: companions.services, uses, onFatal });
  const { supervisor, log } = runtime;
  if (restarted) toRestart(restarted)(log);
  companions.start(log);
  end.logTo(log);
  onStarted(runtime);
  void runtime.ready.then(() => {
    if (end.isRequested) return;
    toReadiness(config.mode, supervisor.status)(log);
    if (config.workers.gateway.enabled)
      void tellFirstAccount({
        gateway: runtime.clients.gateway,
        config,
        token: setupToken.text,
        clock: systemClock,
        log,
        io,
        end,
      });
  });
  const { why, exitCode } = await end.requested;
  // from here on no end of this process is a crash, not even one by force
  if (exitCode === exitCodes.ok) io.guard?.tell({ type: 'stopping' });
  log.info('stopping', { why });
  const forced = await runtime.stop();
  if (supervisor.stuck.length > 0) {
    io.err(`zapflow: ${supervisor.stuck.join(', ')} does not end; the program kills itself\n`);
    await control.close();
    end.killProcess();
  }
  return exitCode === exitCodes.ok ? toForcedCode(forced, supervisor.runners) : exitCode;
}

type Stop = { readonly why: string; readonly exitCode: number };

type ProgramEnd = {
  /** The first request to stop. */
  readonly requested: Promise<Stop>;
  readonly isRequested: boolean;
  request(stop: Stop): void;
  /** From now on an error on the main thread is an orderly stop; before, it ends the process. */
  logTo(log: Log): void;
  /** Ends the process though a thread of it is stuck: `process.exit` would wait for that thread. */
  killProcess(): void;
  release(): void;
};

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A second signal ends the process at once. `releaseLock` runs before the process is ended from here. */
function watchProcess(err: (text: string) => void, releaseLock: () => void): ProgramEnd {
  const { promise: requested, resolve } = Promise.withResolvers<Stop>();
  let isRequested = false;
  let isSignalled = false;
  let log: Log | undefined;
  const request = (stop: Stop) => {
    isRequested = true;
    resolve(stop);
  };
  const killProcess = () => {
    releaseLock();
    process.kill(process.pid, 'SIGKILL');
  };
  const onSignal = (signal: string) => {
    if (isSignalled) killProcess();
    isSignalled = true;
    request({ why: signal, exitCode: exitCodes.ok });
  };
  // after `internal` a guard starts the program again
  const onBug = (error: unknown) => {
    if (log) {
      log.fatal('an error on the main thread stops the program', { err: error });
      return request({ why: 'an error on the main thread', exitCode: exitCodes.internal });
    }
    err(`zapflow: an error on the main thread: ${error instanceof Error ? error.stack : String(error)}\n`);
    releaseLock();
    process.exit(exitCodes.internal);
  };
  process.on('uncaughtException', onBug);
  for (const signal of signals) process.on(signal, onSignal);
  return {
    requested,
    get isRequested() {
      return isRequested;
    },
    request,
    logTo(given) {
      log = given;
    },
    killProcess,
    release() {
      process.off('uncaughtException', onBug);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
