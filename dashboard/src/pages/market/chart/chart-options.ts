// How the chart looks and behaves, in the colours of the theme.
import {
  type CandlestickSeriesPartialOptions,
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  LineStyle,
  type PriceFormatCustom,
  TickMarkType,
  type Time,
} from 'lightweight-charts';
import { formatDecimals, formatMoney } from '../../../format/number.ts';
import { formatClock, formatMoment, type Zone } from '../../../format/time.ts';
import type { ChartMode } from '../layout/layout.ts';
import { type ChartColors, fade } from './chart-colors.ts';

const toMs = (time: Time): number => Number(time) * 1000;
const NEVER_YOUNG_MS = 1e9;

export function toChartOptions(colors: ChartColors, zone: Zone): DeepPartial<ChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: colors.ground },
      textColor: colors.faint,
      fontFamily: 'Inter, system-ui, sans-serif',
      fontSize: 11,
      panes: { separatorColor: colors.line, separatorHoverColor: colors.line },
    },
    grid: { vertLines: { color: `${colors.line}55` }, horzLines: { color: `${colors.line}55` } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: colors.faint, labelBackgroundColor: colors.dim },
      horzLine: { color: colors.faint, labelBackgroundColor: colors.dim },
    },
    rightPriceScale: { borderColor: colors.line, scaleMargins: { top: 0.14, bottom: 0.12 } },
    timeScale: {
      borderColor: colors.line,
      timeVisible: true,
      rightOffset: 6,
      barSpacing: 8,
      minBarSpacing: 1,
      tickMarkFormatter: (time: Time, type: TickMarkType) => {
        const clock = formatClock(toMs(time), zone);
        if (type === TickMarkType.Time) return clock.slice(0, 5);
        if (type === TickMarkType.TimeWithSeconds) return clock.slice(0, 8);
        return formatMoment(toMs(time), toMs(time) + NEVER_YOUNG_MS, zone).replace(/ \d\d:\d\d$/, '');
      },
    },
    localization: {
      timeFormatter: (time: Time) =>
        `${formatMoment(toMs(time), toMs(time) + NEVER_YOUNG_MS, zone)} ${zone === 'utc' ? 'UTC' : ''}`.trim(),
    },
    // A finger that moves up and down scrolls the page.
    handleScroll: { vertTouchDrag: false },
    kineticScroll: { touch: false },
  };
}

export function toPriceFormat(tick: number, decimals: number): PriceFormatCustom {
  return { type: 'custom', minMove: tick, formatter: (price: number) => formatDecimals(price, decimals) };
}

/** Of sizes, which may be large. */
export const sizeFormat: PriceFormatCustom = {
  type: 'custom',
  minMove: 0.001,
  formatter: (size: number) => formatMoney(size, true),
};

/** Hollow over a heat-map, which is to be seen; gone where the footprint has candles of its own. */
export function toCandleOptions({ up, down }: ChartColors, mode: ChartMode): CandlestickSeriesPartialOptions {
  const isFull = mode === 'candles';
  const isGone = mode === 'footprint';
  return {
    upColor: isFull ? up : fade(up, 0),
    downColor: isFull ? down : fade(down, 0),
    wickUpColor: isGone ? fade(up, 0) : up,
    wickDownColor: isGone ? fade(down, 0) : down,
    borderVisible: mode === 'heat',
    borderUpColor: up,
    borderDownColor: down,
    priceLineStyle: LineStyle.Dotted,
    priceLineVisible: !isGone,
    lastValueVisible: !isGone,
  };
}

export const plainLine = {
  lastValueVisible: false,
  priceLineVisible: false,
  crosshairMarkerVisible: false,
} as const;
