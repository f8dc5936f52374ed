import { Button, Checkbox, Popover } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import type { Layout } from '../layout/layout.ts';
import styles from './chart.module.css';
import { chartIndicators, type IndicatorId, indicatorIds } from './chart-indicators.ts';

type IndicatorMenuProps = {
  readonly layout: Pick<Layout, 'hasVwap' | 'indicators'>;
  readonly change: (part: Partial<Layout>) => void;
};

/** Which indicators the chart shows; remembered with the rest of the page. */
export function IndicatorMenu({ layout: { hasVwap, indicators }, change }: IndicatorMenuProps) {
  const count = indicators.length + (hasVwap ? 1 : 0);
  const toggle = (id: IndicatorId): void => {
    const isChosen = (other: IndicatorId): boolean => indicators.includes(other) !== (other === id);
    // Always in the order of the menu, so that panes stay where they are.
    change({ indicators: indicatorIds.filter(isChosen) });
  };
  const toBoxes = (place: 'price' | 'pane') =>
    indicatorIds
      .filter((id) => chartIndicators[id].place === place)
      .map((id) => (
        <Checkbox
          key={id}
          size="xs"
          label={chartIndicators[id].label}
          checked={indicators.includes(id)}
          onChange={() => toggle(id)}
        />
      ));
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button size="compact-sm" variant="subtle" leftSection={<IconChartLine size={14} stroke={1.7} />}>
          Indicators{count > 0 ? ` · ${count}` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={styles.choice}>
          <legend>Over the price</legend>
          <Checkbox
            size="xs"
            label="VWAP of the UTC day, with bands of one and two deviations"
            checked={hasVwap}
            onChange={({ currentTarget }) => change({ hasVwap: currentTarget.checked })}
          />
          {toBoxes('price')}
        </fieldset>
        <fieldset className={styles.choice}>
          <legend>Below it</legend>
          {toBoxes('pane')}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
