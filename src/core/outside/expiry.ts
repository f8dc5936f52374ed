// A signal that ends with its parent or at a moment of the injected clock, always with an AppError as its reason.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';

export type Expiry = { readonly signal: AbortSignal; readonly dispose: () => void };

/** Aborts after `afterMs` with OUTSIDE_TIMEOUT, or with its parent, whose own reason is kept if it is an AppError. */
export function createExpiry(
  name: string,
  clock: Clock,
  parent: AbortSignal | undefined,
  afterMs: number | undefined,
): Expiry {
  const controller = new AbortController();
  const onParentAbort = () => {
    const reason: unknown = parent?.reason;
    controller.abort(
      reason instanceof AppError ? reason : new AppError('CALL_CANCELLED', `${name}: the caller cancelled.`),
    );
  };
  const onTime = () =>
    controller.abort(
      new AppError('OUTSIDE_TIMEOUT', `${name} did not answer in time.`, { details: { name, afterMs } }),
    );
  if (parent?.aborted) onParentAbort();
  else parent?.addEventListener('abort', onParentAbort, { once: true });
  if (afterMs !== undefined && afterMs <= 0 && !controller.signal.aborted) onTime();
  const timer = afterMs === undefined || afterMs <= 0 ? undefined : clock.after(afterMs, onTime);
  return {
    signal: controller.signal,
    dispose() {
      timer?.cancel();
      parent?.removeEventListener('abort', onParentAbort);
    },
  };
}

/** Runs and settles with the outcome, or rejects with the signal's reason as soon as it aborts. */
export function untilAborted<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => reject(signal.reason);
    // Listening before `run` does makes our reason the one the caller sees.
    signal.addEventListener('abort', onAbort, { once: true });
    new Promise<T>((settle) => settle(run()))
      .finally(() => signal.removeEventListener('abort', onAbort))
      .then(resolve, reject);
  });
}
