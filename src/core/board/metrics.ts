// Counters, gauges and histograms that cost nanoseconds: plain cells of shared memory with a single writer.
import { toBucket } from './log-linear.ts';
import {
  appendEntry,
  countLost,
  entriesOf,
  HEADER_BYTES,
  type MetricRegion,
  type RegionEntry,
  toEntryBytes,
  toMetricRegion,
} from './metric-region.ts';
import { fromSeriesKey, type MetricLabels, toSeriesKey } from './metric-series.ts';
import type { MetricKind, MetricName, MetricNameOf } from './metric-table.ts';

export interface Counter {
  /** Adds `n`, which must not be negative. */
  add(n?: number): void;
}

export interface Gauge {
  set(value: number): void;
  add(difference: number): void;
}

export interface Histogram {
  /** Counts one value, in the unit of the metric table. */
  record(value: number): void;
}

/** Asking twice for a name and labels gives the same cell. Keep the cell; the look-up is the costly part. */
export interface Metrics {
  counter(name: MetricNameOf<'counter'>, labels?: MetricLabels): Counter;
  gauge(name: MetricNameOf<'gauge'>, labels?: MetricLabels): Gauge;
  histogram(name: MetricNameOf<'histogram'>, labels?: MetricLabels): Histogram;
}

export type MetricsOptions = { readonly maxSeriesPerName?: number };

/** Opens a region for its one writing thread, once; after a restart the cells are found again and go on. */
export function openMetrics(shared: SharedArrayBuffer, options: MetricsOptions = {}): Metrics {
  const region = toMetricRegion(shared);
  const lost = new LostCell(region);
  const findCell = createDirectory(region, options.maxSeriesPerName ?? 1000);

  const open = <Cell>(name: MetricName, labels: MetricLabels, kind: MetricKind, lostCell: Cell): Cell =>
    (findCell(toSeriesKey(name, labels), name, kind) as Cell | undefined) ?? lostCell;

  return {
    counter: (name, labels = {}) => open<Counter>(name, labels, 'counter', lost),
    gauge: (name, labels = {}) => open<Gauge>(name, labels, 'gauge', lost),
    histogram: (name, labels = {}) => open<Histogram>(name, labels, 'histogram', lost),
  };
}

type Cell = Counter | Gauge | Histogram;
type FindCell = (key: string, name: MetricName, kind: MetricKind) => Cell | undefined;

/** Of a region: one name that is given too many labels leaves room for the others. */
const SHARE_PER_NAME = 1 / 4;

type Taken = { series: number; bytes: number };

function createDirectory(region: MetricRegion, maxSeriesPerName: number): FindCell {
  const cells = new Map<string, Cell>();
  const takenByName = new Map<MetricName, Taken>();
  let endByte = HEADER_BYTES;

  const adopt = (entry: RegionEntry): Cell => {
    const { name } = fromSeriesKey(entry.key);
    const cell = createCell(region, entry);
    cells.set(entry.key, cell);
    const { series, bytes } = takenBy(name);
    takenByName.set(name, { series: series + 1, bytes: bytes + entry.endByte - endByte });
    endByte = entry.endByte;
    return cell;
  };
  const takenBy = (name: MetricName): Taken => takenByName.get(name) ?? { series: 0, bytes: 0 };
  /** The first series of a name has its place while there is any. */
  const isTooMuch = ({ series, bytes }: Taken, more: number): boolean =>
    series >= maxSeriesPerName || (series > 0 && bytes + more > region.bytes.length * SHARE_PER_NAME);

  return (key, name, kind) => {
    const known = cells.get(key);
    if (known) return known;
    for (const entry of entriesOf(region, endByte)) adopt(entry);
    const found = cells.get(key);
    if (found) return found;
    if (isTooMuch(takenBy(name), toEntryBytes(key, kind))) return undefined;
    const entry = appendEntry(region, endByte, key, kind);
    return entry && adopt(entry);
  };
}

function createCell(region: MetricRegion, { kind, cell }: RegionEntry): Cell {
  if (kind === 'counter') return new CounterCell(region, cell);
  if (kind === 'gauge') return new GaugeCell(region, cell);
  return new HistogramCell(region, cell);
}

class CounterCell implements Counter {
  readonly #region: MetricRegion;
  readonly #cells: Float64Array;
  readonly #index: number;
  /** Kept here as well: adding to the cell itself waits for its previous store and takes twice as long. */
  #value: number;
  constructor(region: MetricRegion, index: number) {
    this.#region = region;
    this.#cells = region.cells;
    this.#index = index;
    this.#value = region.cells[index]!;
  }
  add(n = 1): void {
    if (n >= 0 && n < Number.POSITIVE_INFINITY) {
      this.#value += n;
      this.#cells[this.#index] = this.#value;
    } else {
      countLost(this.#region);
    }
  }
}

class GaugeCell implements Gauge {
  readonly #cells: Float64Array;
  readonly #index: number;
  constructor(region: MetricRegion, index: number) {
    this.#cells = region.cells;
    this.#index = index;
  }
  set(value: number): void {
    this.#cells[this.#index] = value;
  }
  add(difference: number): void {
    this.#cells[this.#index]! += difference;
  }
}

class HistogramCell implements Histogram {
  readonly #region: MetricRegion;
  readonly #cells: Float64Array;
  readonly #sum: number;
  constructor(region: MetricRegion, index: number) {
    this.#region = region;
    this.#cells = region.cells;
    this.#sum = index;
  }
  record(value: number): void {
    if (!Number.isFinite(value)) {
      countLost(this.#region);
      return;
    }
    this.#cells[this.#sum + 1 + toBucket(value)]! += 1;
    this.#cells[this.#sum]! += value;
  }
}

/** Stands in where the region is full or a name has too many series: loses updates, but counts them. */
class LostCell implements Counter, Gauge, Histogram {
  readonly #region: MetricRegion;
  constructor(region: MetricRegion) {
    this.#region = region;
  }
  add(): void {
    countLost(this.#region);
  }
  set(): void {
    countLost(this.#region);
  }
  record(): void {
    countLost(this.#region);
  }
}
