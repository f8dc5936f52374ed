import type { ReplyOf } from '../../api/routes.ts';
import {
  formatBytes,
  formatCount,
  formatDecimals,
  formatDuration,
  formatShare,
} from '../../format/number.ts';

type Series = ReplyOf<'GET /api/metrics/history'>['series'][number];

export type Chart = {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly {
    readonly worker: string;
    /** Its colour, the same in every chart. */
    readonly color: string;
    readonly values: readonly (number | null)[];
  }[];
  /** How many there are beyond those that are drawn. */
  readonly leftOut: number;
};

/** More colours than these nobody tells apart. */
export const MOST_LINES = 4;
/** Of the theme: enough for every worker, so that each keeps its own. */
const COLORS = 8;

/** In the order in which they are looked at; what is not listed comes after them under its own name. */
const titles: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  rss: 'Memory of the process',
  heap: 'Heap',
  loopDelayP99: 'Loop delay, p99',
  queueDepth: 'Messages waiting',
  processed: 'Processed',
  latencyP99: 'Latency, p99',
  errors: 'Errors',
};
const order = Object.keys(titles);

/** One chart for each figure, one line for each worker: those that are highest where there are too many. */
export function toCharts(series: readonly Series[]): Chart[] {
  const workers = [...new Set(series.map(({ worker }) => worker))].sort();
  const toColor = (worker: string): string => `--series-${(workers.indexOf(worker) % COLORS) + 1}`;
  const byName = Map.groupBy(series, ({ name }) => name);
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...byName]
    .sort(([a], [b]) => place(a) - place(b))
    .map(([name, members]) => {
      const highest = members.toSorted((a, b) => peakOf(b.values) - peakOf(a.values)).slice(0, MOST_LINES);
      return {
        name,
        title: titles[name] ?? name,
        unit: members[0]?.unit ?? '',
        lines: members
          .filter((member) => highest.includes(member))
          .map(({ worker, values }) => ({ worker, color: toColor(worker), values })),
        leftOut: members.length - highest.length,
      };
    });
}

function peakOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

export function formatByUnit(unit: string): (value: number | null | undefined) => string {
  if (unit === 'percent') return formatShare;
  if (unit === 'bytes') return formatBytes;
  if (unit === 'ms') return formatDuration;
  if (unit === 'per second') return (value) => `${formatDecimals(value, (value ?? 0) < 10 ? 1 : 0)}/s`;
  return formatCount;
}

/** Whether `formatByUnit` writes the unit with each figure, in the size that suits it: MB, not bytes. */
export function isToldByFigures(unit: string): boolean {
  return ['percent', 'bytes', 'ms', 'per second'].includes(unit);
}

export function lastOf(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}
