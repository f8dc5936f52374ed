// Work that a person may stop while it is under way: by Ctrl-C, by `kill`, by closing the terminal.
import { AppError } from '../core/errors.ts';
import { exitCodes } from '../core/exit-codes.ts';
import type { CommandIo } from './command.ts';
import { toExitCode } from './guard/guard-policy.ts';

export const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What the signal of `interrupted` is aborted with. */
export function toInterrupt(signal: NodeJS.Signals): AppError {
  return new AppError('CALL_CANCELLED', `Stopped by ${signal}.`, { details: { signal } });
}

/** The exit code that a shell shows for it. */
export function toInterruptCode({ reason }: AbortSignal): number {
  const signal = reason instanceof AppError ? reason.details['signal'] : undefined;
  return interrupts.some((name) => name === signal)
    ? toExitCode({ code: null, signal: signal as NodeJS.Signals })
    : exitCodes.failed;
}

/** The work throws CALL_CANCELLED when the signal ended it; `toText` then says what that means. */
export async function runInterruptible(
  io: CommandIo,
  toText: () => string,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const signal = io.interrupted();
  try {
    return await work(signal);
  } catch (error) {
    if (!signal.aborted || !(error instanceof AppError) || error.code !== 'CALL_CANCELLED') throw error;
    io.err(`${toText()}\n`);
    return toInterruptCode(signal);
  }
}
