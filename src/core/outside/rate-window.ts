// One limit of the form "so much weight in any stretch of this length", kept exactly: no time, no timers of its own.

export type RateWindowOptions = {
  /** Weight allowed in any half-open interval of `perMs`. */
  readonly limit: number;
  readonly perMs: number;
};

export interface RateWindow {
  readonly limit: number;
  readonly perMs: number;
  /** Weight granted within the last `perMs`. */
  used(nowMs: number): number;
  /** How long until this weight fits; Infinity if it never does. */
  waitMs(nowMs: number, weight: number): number;
  take(nowMs: number, weight: number): void;
  /** The provider counted this much in its last window; what we did not send ourselves is counted as sent now. */
  countedByProvider(nowMs: number, used: number): void;
  /** A limit only ever becomes stricter. */
  tighten(limit: number): void;
}

export function createRateWindow(options: RateWindowOptions): RateWindow {
  const { perMs } = options;
  let limit = options.limit;
  let grants: { readonly atMs: number; weight: number }[] = [];
  let first = 0;
  let total = 0;

  const forget = (nowMs: number): void => {
    for (let grant = grants[first]; grant && nowMs - grant.atMs >= perMs; grant = grants[first]) {
      total -= grant.weight;
      first += 1;
    }
    if (first > 64 && first * 2 > grants.length) {
      grants = grants.slice(first);
      first = 0;
    }
  };

  const window: RateWindow = {
    get limit() {
      return limit;
    },
    perMs,
    used(nowMs) {
      forget(nowMs);
      return total;
    },
    waitMs(nowMs, weight) {
      if (weight > limit) return Infinity;
      forget(nowMs);
      let excess = total + weight - limit;
      let waitMs = 0;
      for (let index = first; excess > 0; index++) {
        const grant = grants[index]!;
        excess -= grant.weight;
        waitMs = grant.atMs + perMs - nowMs;
      }
      return waitMs;
    },
    take(nowMs, weight) {
      const last = grants.at(-1);
      if (last && last.atMs === nowMs && first < grants.length) last.weight += weight;
      else grants.push({ atMs: nowMs, weight });
      total += weight;
    },
    countedByProvider(nowMs, used) {
      const unknown = used - window.used(nowMs);
      if (unknown > 0) window.take(nowMs, unknown);
    },
    tighten(next) {
      limit = Math.max(1, Math.min(limit, next));
    },
  };
  return window;
}
