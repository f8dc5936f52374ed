// How the Market page is arranged: kept in this browser, and checked when it is read, for another version may have written it.
import { type CandleInterval, candleIntervals } from '../../../api/market.ts';
import { type IndicatorId, indicatorIds } from '../chart/chart-indicators.ts';

export const chartModes = ['candles', 'footprint', 'heat'] as const;
export type ChartMode = (typeof chartModes)[number];

export const drawerTabs = ['signals', 'anomalies', 'detectors', 'bars'] as const;
export type DrawerTab = (typeof drawerTabs)[number];
/** Where there is no column at the right, book and trades are tabs as well. */
export const paneTabs = ['book', 'trades', ...drawerTabs] as const;
export type PaneTab = (typeof paneTabs)[number];

export type ChartLook = {
  readonly mode: ChartMode;
  readonly hasVwap: boolean;
  readonly hasZones: boolean;
  readonly hasProfile: boolean;
  readonly hasSignals: boolean;
  /** Percent of the cells in sight that the colours of the heat-map begin and end at. */
  readonly heatLow: number;
  readonly heatHigh: number;
};

export type Layout = ChartLook & {
  readonly instrument: string | null;
  readonly interval: CandleInterval;
  /** Beside the VWAP, which is drawn by itself. */
  readonly indicators: readonly IndicatorId[];
  readonly tab: PaneTab;
  /** Pixels. */
  readonly drawerHeight: number;
  /** Steps of the price that a row of the book holds. */
  readonly bookStep: number;
  /** Of the base currency: smaller trades are left out of the list. */
  readonly leastTrade: number;
};

export const usualLayout: Layout = {
  mode: 'candles',
  hasVwap: true,
  hasZones: true,
  hasProfile: true,
  hasSignals: true,
  heatLow: 1,
  heatHigh: 99,
  instrument: null,
  interval: '1m',
  indicators: [],
  tab: 'signals',
  drawerHeight: 240,
  bookStep: 1,
  leastTrade: 0,
};

export const bookSteps = [1, 5, 10, 50, 100] as const;
export const drawerLimits = { least: 120, most: 600 } as const;

type Checks = { readonly [K in keyof Layout]: (value: unknown) => boolean };

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isOneOf =
  (choices: readonly unknown[]) =>
  (value: unknown): boolean =>
    choices.includes(value);
const isWithin =
  (least: number, most: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= least && value <= most;

const checks: Checks = {
  mode: isOneOf(chartModes),
  hasVwap: isBoolean,
  hasZones: isBoolean,
  hasProfile: isBoolean,
  hasSignals: isBoolean,
  heatLow: isWithin(0, 50),
  heatHigh: isWithin(51, 100),
  instrument: (value) => value === null || (typeof value === 'string' && value.length <= 60),
  interval: isOneOf(candleIntervals),
  indicators: (value) =>
    Array.isArray(value) &&
    new Set(value).size === value.length &&
    value.every((id) => indicatorIds.includes(id)),
  tab: isOneOf(paneTabs),
  drawerHeight: isWithin(drawerLimits.least, drawerLimits.most),
  bookStep: isOneOf(bookSteps),
  leastTrade: isWithin(0, 1e12),
};

/** What is missing or makes no sense is as it comes. */
export function parseLayout(text: string | null): Layout {
  let read: unknown;
  try {
    read = JSON.parse(text ?? '{}');
  } catch {
    return usualLayout;
  }
  if (typeof read !== 'object' || read === null) return usualLayout;
  const kept = Object.entries(read).filter(([key, value]) => checks[key as keyof Layout]?.(value) === true);
  return { ...usualLayout, ...Object.fromEntries(kept) };
}
