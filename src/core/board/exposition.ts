// Metric samples as Prometheus text exposition 0.0.4, in the form `promtool check metrics` accepts.
import { BUCKET_COUNT, type HistogramValue, upperBound } from './log-linear.ts';
import type { MetricSample } from './metric-samples.ts';
import type { Labels } from './metric-series.ts';
import { type MetricEntry, type MetricName, type MetricUnit, metricTable } from './metric-table.ts';

type UnitRule = {
  readonly suffix: string;
  /** From the recorded unit to the base unit. */
  readonly divisor: number;
  /** Powers of two of the recorded unit at which exported histogram buckets end; the same in every scrape. */
  readonly exponents: readonly number[];
};

const unitRules: Record<MetricUnit, UnitRule> = {
  none: { suffix: '', divisor: 1, exponents: toRange(0, 30, 2) },
  ms: { suffix: '_seconds', divisor: 1000, exponents: toRange(-4, 17, 1) },
  bytes: { suffix: '_bytes', divisor: 1, exponents: toRange(6, 28, 2) },
  ratio: { suffix: '_ratio', divisor: 1, exponents: toRange(-10, 2, 1) },
};

export type MetricTable = Readonly<Record<MetricName, MetricEntry>>;

/** The exported name: the table's, with base unit and `_total` as Prometheus wants them. */
export function toExportedName(name: string, { kind, unit }: MetricEntry): string {
  return `${name}${unitRules[unit].suffix}${kind === 'counter' ? '_total' : ''}`;
}

/**
 * Text for `/metrics`: every name of the table, also those of which there is nothing yet. Two samples must not have both
 * name and labels in common: label them by worker.
 */
export function toExposition(samples: Iterable<MetricSample>, table: MetricTable = metricTable): string {
  const families = Map.groupBy(samples, (sample) => sample.name);
  const names = Object.keys(table) as MetricName[];
  return names.map((name) => toFamily(name, table[name], families.get(name) ?? [])).join('');
}

function toFamily(name: string, entry: MetricEntry, samples: readonly MetricSample[]): string {
  const exported = toExportedName(name, entry);
  const rule = unitRules[entry.unit];
  const lines = [`# HELP ${exported} ${escapeHelp(entry.help)}`, `# TYPE ${exported} ${entry.kind}`];
  for (const sample of samples) {
    if (sample.kind === 'histogram') {
      lines.push(...toHistogramLines(exported, rule, sample.labels, sample.histogram));
    } else {
      lines.push(`${exported}${toLabelText(sample.labels)} ${toNumberText(sample.value / rule.divisor)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function toHistogramLines(name: string, rule: UnitRule, labels: Labels, histogram: HistogramValue): string[] {
  const lines: string[] = [];
  let below = 0;
  let bucket = 0;
  for (const exponent of rule.exponents) {
    const bound = 2 ** exponent;
    for (; bucket < BUCKET_COUNT && upperBound(bucket) <= bound; bucket += 1)
      below += histogram.buckets[bucket] ?? 0;
    const le = toNumberText(bound / rule.divisor);
    lines.push(`${name}_bucket${toLabelText({ ...labels, le })} ${below}`);
  }
  lines.push(`${name}_bucket${toLabelText({ ...labels, le: '+Inf' })} ${histogram.count}`);
  lines.push(`${name}_sum${toLabelText(labels)} ${toNumberText(histogram.sum / rule.divisor)}`);
  lines.push(`${name}_count${toLabelText(labels)} ${histogram.count}`);
  return lines;
}

function toLabelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([label, value]) => `${toLabelName(label)}="${escapeLabel(String(value))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function toLabelName(label: string): string {
  return label.replace(/[^a-zA-Z0-9_]/g, '_').replace(/^(?=[0-9]|$)/, '_');
}

function escapeHelp(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replace(/"/g, '\\"');
}

function toNumberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}

function toRange(from: number, to: number, step: number): number[] {
  const range: number[] = [];
  for (let exponent = from; exponent <= to; exponent += step) range.push(exponent);
  return range;
}
