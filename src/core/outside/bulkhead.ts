// Bounds how many calls to one peer run at once and how many wait; urgent ones wait in front.
import { AppError } from '../errors.ts';

export type BulkheadLimits = { readonly concurrent: number; readonly waiting: number };

export interface Bulkhead {
  readonly running: number;
  readonly waiting: number;
  /** Resolves with the function that gives the place back. Rejects with QUEUE_FULL or the signal's reason. */
  enter(signal: AbortSignal, urgent: boolean): Promise<() => void>;
}

type Waiter = { readonly admit: () => void };

export function createBulkhead(name: string, limits: BulkheadLimits): Bulkhead {
  const queues: Record<'urgent' | 'normal', Waiter[]> = { urgent: [], normal: [] };
  let running = 0;

  const leave = (): void => {
    // The place passes straight to the next in line, so that no newcomer can slip in between.
    const next = queues.urgent.shift() ?? queues.normal.shift();
    if (next) next.admit();
    else running -= 1;
  };
  const place = (): (() => void) => {
    let isHeld = true;
    return () => {
      if (isHeld) leave();
      isHeld = false;
    };
  };

  return {
    get running() {
      return running;
    },
    get waiting() {
      return queues.urgent.length + queues.normal.length;
    },
    enter(signal, urgent) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (running < limits.concurrent) {
          running += 1;
          return resolve(place());
        }
        const queue = urgent ? queues.urgent : queues.normal;
        if (queue.length >= limits.waiting)
          return reject(
            new AppError('QUEUE_FULL', `${name}: ${limits.waiting} calls are already waiting.`, {
              details: { name, ...limits },
            }),
          );
        const onAbort = () => {
          queue.splice(queue.indexOf(waiter), 1);
          reject(signal.reason);
        };
        const waiter: Waiter = {
          admit() {
            signal.removeEventListener('abort', onAbort);
            resolve(place());
          },
        };
        queue.push(waiter);
        signal.addEventListener('abort', onAbort, { once: true });
      });
    },
  };
}
