import { Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { type CandleInterval, candleIntervals } from '../../../api/market.ts';
import type { ChartMode, Layout } from '../layout/layout.ts';
import styles from './chart.module.css';
import { IndicatorMenu } from './indicator-menu.tsx';

const modes: Readonly<Record<ChartMode, string>> = {
  candles: 'Candles',
  footprint: 'Footprint',
  heat: 'Heat-map',
};

const layers = {
  hasZones: 'Support and resistance',
  hasProfile: 'Volume profile of the session',
  hasSignals: 'Signals',
} as const;

type ChartToolbarProps = {
  readonly layout: Layout;
  readonly interval: CandleInterval;
  readonly change: (part: Partial<Layout>) => void;
};

export function ChartToolbar({ layout, interval, change }: ChartToolbarProps) {
  const { mode } = layout;
  return (
    <header className={styles.toolbar}>
      <SegmentedControl
        size="xs"
        aria-label="What the chart shows"
        value={mode}
        onChange={(value) => change({ mode: value as ChartMode })}
        data={Object.entries(modes).map(([value, label]) => ({ value, label }))}
      />
      {mode === 'candles' ? (
        <SegmentedControl
          size="xs"
          aria-label="Length of a bar"
          value={interval}
          onChange={(value) => change({ interval: value as CandleInterval })}
          data={[...candleIntervals]}
        />
      ) : (
        <span className="caption">bars of 1 min</span>
      )}
      <IndicatorMenu layout={layout} change={change} />
      <Popover position="bottom-start" trapFocus>
        <Popover.Target>
          <Button size="compact-sm" variant="subtle" leftSection={<IconStack2 size={14} stroke={1.7} />}>
            Layers
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={styles.layers}>
            {(Object.keys(layers) as (keyof typeof layers)[]).map((name) => (
              <Checkbox
                key={name}
                size="xs"
                label={layers[name]}
                checked={layout[name]}
                onChange={({ currentTarget }) => change({ [name]: currentTarget.checked })}
              />
            ))}
          </div>
        </Popover.Dropdown>
      </Popover>
      {mode === 'heat' && (
        <fieldset className={styles.cutOffs}>
          <legend>Contrast</legend>
          <CutOff
            label="Faintest at"
            value={layout.heatLow}
            range={[0, 50]}
            change={(heatLow) => change({ heatLow })}
          />
          <CutOff
            label="Strongest at"
            value={layout.heatHigh}
            range={[51, 100]}
            change={(heatHigh) => change({ heatHigh })}
          />
        </fieldset>
      )}
    </header>
  );
}

type CutOffProps = {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly change: (value: number) => void;
};

function CutOff({ label, value, range: [least, most], change }: CutOffProps) {
  return (
    <label>
      {label}
      <input
        type="range"
        min={least}
        max={most}
        value={value}
        onChange={({ currentTarget }) => change(Number(currentTarget.value))}
      />
      <output>{value} %</output>
    </label>
  );
}
