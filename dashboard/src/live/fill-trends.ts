// Trends of a page that has just been opened: what the program remembers stands before what was seen live.
import type { ReplyOf } from '../api/routes.ts';
import { type SystemView, TREND_POINTS, type Trend } from './reducers.ts';

export type History = ReplyOf<'GET /api/metrics/history'>;

const figures: Readonly<Record<keyof Trend, string>> = {
  cpuPercent: 'cpu',
  loopDelayMs: 'loopDelayP99',
  queueDepth: 'queueDepth',
};

/** A step of the history stands for every second of it. `ageMs` is how long ago the history ended. */
export function fillTrends(view: SystemView, history: History, ageMs: number): SystemView {
  const trends = new Map(
    [...view.trends].map(([worker, trend]) => {
      const fill = (figure: keyof Trend): (number | null)[] => {
        const past = history.series.find((one) => one.worker === worker && one.name === figures[figure]);
        return past ? before(trend[figure], past.values, history.stepMs, ageMs) : [...trend[figure]];
      };
      return [
        worker,
        { cpuPercent: fill('cpuPercent'), loopDelayMs: fill('loopDelayMs'), queueDepth: fill('queueDepth') },
      ];
    }),
  );
  return { ...view, trends };
}

function before(
  seen: readonly (number | null)[],
  past: readonly (number | null)[],
  stepMs: number,
  ageMs: number,
): (number | null)[] {
  const filled = [...seen];
  for (let second = seen.length; second < TREND_POINTS; second++) {
    // What lies between the end of the history and the first that was seen is as the last step was.
    const step = Math.max(0, Math.floor((second * 1000 - ageMs) / stepMs));
    if (step >= past.length) break;
    filled.unshift(past[past.length - 1 - step] ?? null);
  }
  return filled;
}
