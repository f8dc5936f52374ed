import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CandleInterval } from '../../../api/market.ts';
import { useRead } from '../../../api/queries.ts';
import { Failed } from '../../../components/states.tsx';
import { usePreferences } from '../../../theme/preferences.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import type { ChartLook, Layout } from '../layout/layout.ts';
import styles from './chart.module.css';
import { readColors } from './chart-colors.ts';
import { ChartLegend } from './chart-legend.tsx';
import { ChartToolbar } from './chart-toolbar.tsx';
import { IndicatorFigures } from './indicator-figures.tsx';
import { MarketChart } from './market-chart.ts';
import { toProfile } from './profile-rows.ts';
import { SignalCard } from './signal-card.tsx';
import { toSummary } from './to-summary.ts';
import { useChartKeys } from './use-chart-keys.ts';
import { useIndicators } from './use-indicators.ts';

const PROFILE_EVERY_MS = 10_000;

type ChartPaneProps = {
  readonly feed: MarketFeed;
  readonly layout: Layout;
  readonly interval: CandleInterval;
  readonly change: (part: Partial<Layout>) => void;
  readonly selected: string | undefined;
  readonly select: (id: string | undefined) => void;
};

export type Pointed = { readonly id: string; readonly x: number; readonly y: number };

/** Toolbar, chart and what is pointed at. */
export function ChartPane({ feed, layout, interval, change, selected, select }: ChartPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<MarketChart>();
  const [barMs, setBarMs] = useState<number>();
  const [pointed, setPointed] = useState<Pointed>();
  const scheme = useComputedColorScheme();
  const { zone, pair } = usePreferences();
  // Whether there are bars, not which: those are drawn without React.
  const stage = useSyncExternalStore(feed.parts.bars.subscribe, () => toStage(feed));
  const { mode, hasVwap, hasZones, hasProfile, hasSignals, heatLow, heatHigh } = layout;
  const look: ChartLook = useMemo(
    () => ({ mode, hasVwap, hasZones, hasProfile, hasSignals, heatLow, heatHigh }),
    [mode, hasVwap, hasZones, hasProfile, hasSignals, heatLow, heatHigh],
  );
  const { data: profile } = useRead('GET /api/market/instruments/{instrument}/profile', {
    input: { params: { instrument: feed.instrument.id }, query: {} },
    refetchMs: PROFILE_EVERY_MS,
    isEnabled: hasProfile,
  });
  const { indicators } = layout;
  const view = useIndicators(feed, indicators);
  const latest = useRef(select);
  latest.current = select;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours of scheme and pair are read from the page
  useEffect(() => {
    if (!box.current) return;
    const made = new MarketChart(box.current, feed, readColors(scheme), zone);
    made.onPoint(({ time, hoveredInfo }) => {
      setBarMs(time === undefined ? undefined : Number(time) * 1000);
      const place = made.signals.placeOf(String(hoveredInfo?.objectId ?? ''));
      setPointed((before) => (before?.id === place?.id ? before : place));
    });
    made.onPress(({ hoveredInfo }) => {
      const place = made.signals.placeOf(String(hoveredInfo?.objectId ?? ''));
      if (place) latest.current(place.id);
    });
    setChart(made);
    return () => {
      made.remove();
      setChart(undefined);
    };
  }, [feed, scheme, pair, zone]);

  useEffect(() => chart?.show(look), [chart, look]);
  useEffect(() => chart?.select(selected), [chart, selected]);
  useEffect(() => chart?.setProfile(profile && toProfile(profile)), [chart, profile]);
  useEffect(() => chart?.setIndicators(indicators, view), [chart, indicators, view]);
  const press = useChartKeys(chart, feed, barMs);

  return (
    <section className={styles.pane} aria-label="Chart">
      <ChartToolbar layout={layout} interval={interval} change={change} />
      <figure
        className={styles.stage}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows move over its bars
        tabIndex={0}
        aria-roledescription="chart"
        aria-label={`${toSummary(feed)} Arrows go from bar to bar, plus and minus zoom; the tab Table has the figures.`}
        onKeyDown={(event: KeyboardEvent) => press(event)}
        onBlur={() => chart?.chart.clearCrosshairPosition()}
      >
        <div ref={box} className={styles.canvas} />
        {stage === 'bars' && (
          <ChartLegend feed={feed} barMs={barMs} mode={mode}>
            {view && <IndicatorFigures feed={feed} ids={indicators} view={view} barMs={barMs} />}
          </ChartLegend>
        )}
        {stage === 'none' && (
          <output className={styles.skeleton} aria-busy="true" aria-label="Loading bars">
            {Array.from({ length: 24 }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: bars are all alike and never move
              <span key={i} style={{ height: `${30 + 22 * Math.sin(i / 3)}%` }} />
            ))}
          </output>
        )}
        {stage === 'failed' && (
          <div className={styles.failed}>
            <Failed
              what="The bars could not be loaded"
              error={feed.failure}
              stillWorks="Book and trades go on."
              retry={() => void feed.load()}
            />
          </div>
        )}
        {pointed && <SignalCard feed={feed} pointed={pointed} />}
      </figure>
    </section>
  );
}

/** What of a feed the pane itself shows: bars, none yet, or why there are none. */
function toStage({ candles, failure }: MarketFeed): 'bars' | 'none' | 'failed' {
  if (candles.all.length > 0) return 'bars';
  return failure === undefined ? 'none' : 'failed';
}
