// When the guard starts a process again: pure, so that it can be read and tested as a table.
import { constants } from 'node:os';
import { exitCodes } from '../../core/exit-codes.ts';

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
export type GuardDecision =
  | { readonly action: 'restart'; readonly delayMs: number }
  | { readonly action: 'stop'; readonly exitCode: number; readonly reason: 'ended' | 'cap' };

export const MAX_RESTARTS = 5;
export const WINDOW_MS = 600_000;
const FIRST_DELAY_MS = 5000;
const MAX_DELAY_MS = 60_000;

/** Signals by which a person or the system asks a program to end. */
const orderly = new Set<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGHUP']);
/** Internal error of ours (sysexits 70), V8 fatal error and failed fatal handler of Node. */
const crashCodes = new Set<number>([exitCodes.internal, 5, 7]);

/** For the program. `restartsMs` are the monotonic times of earlier restarts; old ones count no more, so the delay resets. */
export function decide(exit: Exit, restartsMs: readonly number[], nowMs: number): GuardDecision {
  const exitCode = toExitCode(exit);
  if (!isCrash(exit)) return { action: 'stop', exitCode, reason: 'ended' };
  if (countRecent(restartsMs, nowMs) >= MAX_RESTARTS) return { action: 'stop', exitCode, reason: 'cap' };
  return { action: 'restart', delayMs: toDelayMs(restartsMs, nowMs) };
}

/** How long a restart waits: not at all the first time in the window, then 5 s doubling to 60 s. */
export function toDelayMs(restartsMs: readonly number[], nowMs: number): number {
  const recent = countRecent(restartsMs, nowMs);
  return recent === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (recent - 1), MAX_DELAY_MS);
}

/** The exit code a shell would show: 128 and the signal's number for a death by signal. */
export function toExitCode({ code, signal }: Exit): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

export function toHow({ code, signal }: Exit): string {
  return signal === null ? `with code ${code}` : `by ${signal}`;
}

function countRecent(restartsMs: readonly number[], nowMs: number): number {
  return restartsMs.filter((at) => nowMs - at < WINDOW_MS).length;
}

function isCrash({ code, signal }: Exit): boolean {
  if (signal !== null) return !orderly.has(signal);
  const isOrderlyCode = [...orderly].some((name) => code === 128 + constants.signals[name]);
  return code !== null && !isOrderlyCode && (code >= 128 || crashCodes.has(code));
}
