// What the page holds of each topic, and how a snapshot or a change makes it the next. Pure, and all of it bounded.
import type { SystemAlert } from '../../../src/api/alerts.ts';
import type { LogLine } from '../../../src/api/logs.ts';
import type { SystemState } from '../../../src/api/system.ts';
import type { StopState } from '../../../src/api/trading.ts';
import type { DeltaOf, SnapshotOf } from './connection.ts';

export const MAX_LOG_LINES = 5000;
export const MAX_ALERTS = 500;
/** One a second: the last minute. */
export const TREND_POINTS = 60;

export type Trend = {
  readonly cpuPercent: readonly (number | null)[];
  readonly loopDelayMs: readonly (number | null)[];
  readonly queueDepth: readonly (number | null)[];
};

export type SystemView = { readonly state: SystemState; readonly trends: ReadonlyMap<string, Trend> };

export type Views = {
  readonly system: SystemView;
  readonly logs: readonly LogLine[];
  /** Newest first. */
  readonly alerts: readonly SystemAlert[];
  readonly trading: StopState;
};

/** Topics that are kept for every page; what a page follows for itself alone it keeps itself. */
export type StoredTopic = keyof Views;

export type Reducers = {
  readonly [T in StoredTopic]: {
    snapshot(data: SnapshotOf<T>, before: Views[T] | undefined): Views[T];
    delta(data: DeltaOf<T>, before: Views[T]): Views[T];
  };
};

export const reducers: Reducers = {
  system: { snapshot: toSystemView, delta: toSystemView },
  logs: {
    snapshot: (lines) => lines.slice(-MAX_LOG_LINES),
    delta: (lines, before) => [...before, ...lines].slice(-MAX_LOG_LINES),
  },
  alerts: {
    snapshot: (alerts) => newestFirst(alerts),
    delta: (alert, before) => newestFirst([alert, ...before.filter(({ id }) => id !== alert.id)]),
  },
  trading: { snapshot: (state) => state, delta: (state) => state },
};

function newestFirst(alerts: readonly SystemAlert[]): SystemAlert[] {
  return alerts.toSorted((a, b) => b.raisedAtMs - a.raisedAtMs || b.seq - a.seq).slice(0, MAX_ALERTS);
}

function toSystemView(state: SystemState, before: SystemView | undefined): SystemView {
  const trends = new Map(
    state.workers.map((worker) => {
      const past = before?.trends.get(worker.name);
      return [
        worker.name,
        {
          cpuPercent: push(past?.cpuPercent, worker.cpuPercent),
          loopDelayMs: push(past?.loopDelayMs, worker.loopDelayMs),
          queueDepth: push(past?.queueDepth, worker.queueDepth),
        },
      ];
    }),
  );
  return { state, trends };
}

function push(past: readonly (number | null)[] | undefined, value: number | null): (number | null)[] {
  return [...(past ?? []), value].slice(-TREND_POINTS);
}
