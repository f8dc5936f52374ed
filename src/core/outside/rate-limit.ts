// Holds requests back until the limits of a provider, configured and learned from its answers, let them go.
import type { Clock, Timer } from '../clock.ts';
import { AppError } from '../errors.ts';
import { toRateHints } from './rate-headers.ts';
import { createRateWindow, type RateWindow, type RateWindowOptions } from './rate-window.ts';

export type RateLimitOptions = {
  readonly name: string;
  readonly clock: Clock;
  readonly windows: readonly RateWindowOptions[];
  /** How many may wait in each of the two queues. */
  readonly waiting?: number;
  /** A pause the provider asks for that is longer than this is not waited for: HTTP_RATE_LIMITED at once. */
  readonly maxWaitMs?: number;
  /** For providers that say in the body when to come back. */
  readonly toRetryAfterMs?: (status: number, body: unknown) => number | undefined;
};

export type Admission = {
  readonly weight?: number;
  readonly urgent?: boolean;
  readonly signal?: AbortSignal;
};

export type RateAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export interface RateLimit {
  readonly waiting: number;
  /** Resolves when the request may go. Rejects with QUEUE_FULL, HTTP_RATE_LIMITED or the signal's reason. */
  acquire(admission?: Admission): Promise<void>;
  /** Learns from an answer of the provider; says how long it asked us to stay away, if it did. */
  observe(answer: RateAnswer): number | undefined;
}

type Waiter = { readonly weight: number; readonly settle: (error?: AppError) => void };

/** After this many urgent grants in a row one that is not urgent goes, so that none starves. */
const URGENT_RUN = 8;
const FIRST_PAUSE_MS = 1000;
const MAX_PAUSE_MS = 60_000;
const MAX_LEARNED_WINDOWS = 4;
/** Providers tell resets in whole seconds, so two that differ by less are of the same stretch. */
const RESET_BLUR_MS = 1500;
const TOLD_TO_STOP = new Set([429, 418]);

export function createRateLimit(options: RateLimitOptions): RateLimit {
  const { name, clock, waiting: maxWaiting = 1000, maxWaitMs = 60_000 } = options;
  const windows = new Map<number, RateWindow>();
  const queues: Record<'urgent' | 'normal', Waiter[]> = { urgent: [], normal: [] };
  let blockedUntilMs = -Infinity;
  let quota: { remaining: number; readonly untilMs: number } | undefined;
  let urgentInRow = 0;
  let stopsInRow = 0;
  let timer: Timer | undefined;

  const addWindow = (window: RateWindowOptions): void => {
    const known = windows.get(window.perMs);
    if (known) known.tighten(window.limit);
    else if (windows.size < options.windows.length + MAX_LEARNED_WINDOWS)
      windows.set(window.perMs, createRateWindow(window));
  };
  options.windows.forEach(addWindow);

  const delayMs = (nowMs: number, weight: number): number => {
    if (quota && nowMs >= quota.untilMs) quota = undefined;
    let waitMs = Math.max(0, blockedUntilMs - nowMs);
    if (quota && quota.remaining < weight) waitMs = Math.max(waitMs, quota.untilMs - nowMs);
    for (const window of windows.values()) waitMs = Math.max(waitMs, window.waitMs(nowMs, weight));
    return waitMs;
  };

  const take = (nowMs: number, weight: number): void => {
    for (const window of windows.values()) window.take(nowMs, weight);
    if (quota) quota.remaining -= weight;
  };

  const nextQueue = (): Waiter[] => {
    const isUrgentsTurn = queues.normal.length === 0 || urgentInRow < URGENT_RUN;
    return queues.urgent.length > 0 && isUrgentsTurn ? queues.urgent : queues.normal;
  };

  const pump = (): void => {
    timer?.cancel();
    timer = undefined;
    for (let queue = nextQueue(); queue.length > 0; queue = nextQueue()) {
      const waiter = queue[0]!;
      const nowMs = clock.monotonicMs();
      const waitMs = delayMs(nowMs, waiter.weight);
      if (waitMs > 0 && waitMs < Infinity) {
        timer = clock.after(Math.ceil(waitMs), pump);
        return;
      }
      queue.shift();
      if (waitMs === Infinity) {
        waiter.settle(tooHeavy(name, waiter.weight));
        continue;
      }
      urgentInRow = queue === queues.urgent && queues.normal.length > 0 ? urgentInRow + 1 : 0;
      take(nowMs, waiter.weight);
      waiter.settle();
    }
  };

  const block = (ms: number): void => {
    blockedUntilMs = Math.max(blockedUntilMs, clock.monotonicMs() + ms);
    if (ms > maxWaitMs)
      for (const queue of [queues.urgent, queues.normal])
        for (const waiter of queue.splice(0)) waiter.settle(limited(name, ms));
  };

  return {
    get waiting() {
      return queues.urgent.length + queues.normal.length;
    },
    acquire({ weight = 1, urgent = false, signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const blockedMs = blockedUntilMs - clock.monotonicMs();
        if (blockedMs > maxWaitMs) return reject(limited(name, blockedMs));
        if (delayMs(clock.monotonicMs(), weight) === Infinity) return reject(tooHeavy(name, weight));
        const queue = urgent ? queues.urgent : queues.normal;
        if (queue.length >= maxWaiting)
          return reject(
            new AppError('QUEUE_FULL', `${name}: ${maxWaiting} requests wait for the rate limit.`),
          );
        const onAbort = () => {
          queue.splice(queue.indexOf(waiter), 1);
          reject(signal?.reason);
          pump();
        };
        const waiter: Waiter = {
          weight,
          settle(error) {
            signal?.removeEventListener('abort', onAbort);
            if (error) reject(error);
            else resolve();
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        queue.push(waiter);
        pump();
      });
    },
    observe({ status, headers, body }) {
      const nowMs = clock.monotonicMs();
      const hints = toRateHints(headers, clock.now());
      for (const policy of hints.policies) addWindow(policy);
      for (const { perMs, used } of hints.counted) windows.get(perMs)?.countedByProvider(nowMs, used);
      if (hints.remaining !== undefined && hints.resetMs !== undefined) {
        const untilMs = nowMs + hints.resetMs;
        // Within one stretch ours is the better count: it includes what is still on its way.
        if (quota && nowMs < quota.untilMs && Math.abs(quota.untilMs - untilMs) < RESET_BLUR_MS)
          quota.remaining = Math.min(quota.remaining, hints.remaining);
        else quota = { remaining: hints.remaining, untilMs };
      }
      const isStop = TOLD_TO_STOP.has(status);
      stopsInRow = isStop ? stopsInRow + 1 : 0;
      const askedMs =
        options.toRetryAfterMs?.(status, body) ?? (status >= 400 ? hints.retryAfterMs : undefined);
      const pauseMs =
        askedMs ?? (isStop ? Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (stopsInRow - 1)) : undefined);
      if (pauseMs !== undefined) block(pauseMs);
      pump();
      return pauseMs;
    },
  };
}

function tooHeavy(name: string, weight: number): AppError {
  return new AppError('HTTP_REQUEST_TOO_HEAVY', `${name}: a request of weight ${weight} can never go.`, {
    details: { name, weight },
  });
}

function limited(name: string, ms: number): AppError {
  return new AppError('HTTP_RATE_LIMITED', `${name} asked for a pause.`, {
    details: { name, retryAfterMs: Math.ceil(ms) },
  });
}
