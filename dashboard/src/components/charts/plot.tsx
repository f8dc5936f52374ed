import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { formatClock } from '../../format/time.ts';
import { usePreferences } from '../../theme/preferences.ts';
import styles from './charts.module.css';
import { type Chart, formatByUnit } from './charts.ts';

type PlotProps = {
  readonly chart: Chart;
  readonly endMs: number;
  readonly stepMs: number;
};

const HEIGHT_PX = 168;

/** Lines over the last hour. The cursor is the same on every chart of the page. */
export function Plot({ chart, endMs, stepMs }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const scheme = useComputedColorScheme();
  const { zone, pair } = usePreferences();
  const shape = chart.lines.map(({ worker, color }) => `${worker}${color}`).join(' ');
  const latest = useRef<uPlot.AlignedData>([[]]);
  latest.current = toData(chart, endMs, stepMs);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the page, the data by the next effect
  useEffect(() => {
    const target = box.current;
    if (!target) return;
    const colors = getComputedStyle(document.documentElement);
    const color = (name: string): string => colors.getPropertyValue(name).trim();
    const format = formatByUnit(chart.unit);
    const axis = {
      stroke: color('--faint'),
      font: '11px Inter, system-ui, sans-serif',
      ticks: { show: false },
      grid: { stroke: color('--line'), width: 0.5 },
    };
    const made = new uPlot(
      {
        width: target.clientWidth,
        height: HEIGHT_PX,
        padding: [8, 8, 0, 0],
        legend: { show: false },
        cursor: { sync: { key: 'metrics' }, points: { size: 6 }, drag: { x: false, y: false } },
        scales: {
          x: { time: true },
          y: { range: (_, __, most) => [0, Math.max(most * 1.1, leastOf(chart.unit))] },
        },
        axes: [
          {
            ...axis,
            size: 28,
            space: 64,
            incrs: [60, 300, 600, 900, 1800, 3600],
            values: (_, splits) => splits.map((second) => formatClock(second * 1000, zone).slice(0, 5)),
          },
          {
            ...axis,
            size: 62,
            space: 36,
            values: (_, splits) => splits.map((value) => (value === 0 ? '0' : format(value))),
          },
        ],
        series: [
          {},
          ...chart.lines.map(({ worker, color: name }) => ({
            label: worker,
            stroke: color(name),
            width: 1.5,
            points: { show: false },
          })),
        ],
      },
      latest.current,
      target,
    );
    plot.current = made;
    const watcher = new ResizeObserver(() => made.setSize({ width: target.clientWidth, height: HEIGHT_PX }));
    watcher.observe(target);
    return () => {
      watcher.disconnect();
      made.destroy();
    };
  }, [shape, chart.unit, scheme, zone, pair]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: data of the chart that is shown
  useEffect(() => plot.current?.setData(latest.current), [chart, endMs]);

  return <div ref={box} className={styles.plot} aria-hidden />;
}

function toData({ lines }: Chart, endMs: number, stepMs: number): uPlot.AlignedData {
  const length = lines[0]?.values.length ?? 0;
  const seconds = Array.from({ length }, (_, i) => (endMs - (length - 1 - i) * stepMs) / 1000);
  return [seconds, ...lines.map(({ values }) => [...values])];
}

/** So that the noise of an idle machine does not look like a storm. */
function leastOf(unit: string): number {
  if (unit === 'percent') return 10;
  if (unit === 'bytes') return 10e6;
  return unit === 'ms' ? 10 : 5;
}
