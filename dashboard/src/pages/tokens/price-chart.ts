// Candles of a token in dollars, outside React.
import type { IChartApi, ISeriesApi, UTCTimestamp } from 'lightweight-charts';
import { CandlestickSeries, ColorType, createChart, HistogramSeries, LineStyle } from 'lightweight-charts';
import type { CandleRow } from '../../api/solana.ts';
import { formatMoney, formatPrice } from '../../format/number.ts';
import { formatClock, formatMoment, type Zone } from '../../format/time.ts';

const NEVER_YOUNG_MS = 1e9;
const DAY_TYPES = 2;

export class PriceChart {
  readonly #chart: IChartApi;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;

  constructor(box: HTMLElement, zone: Zone) {
    const styles = getComputedStyle(document.documentElement);
    const read = (name: string): string => styles.getPropertyValue(name).trim();
    const [up, down, line, faint] = [read('--up'), read('--down'), read('--line'), read('--faint')];
    this.#chart = createChart(box, {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: read('--layer-1') },
        textColor: faint,
        fontFamily: 'Inter, system-ui, sans-serif',
        fontSize: 11,
      },
      grid: { vertLines: { color: `${line}55` }, horzLines: { color: `${line}55` } },
      rightPriceScale: { borderColor: line, scaleMargins: { top: 0.1, bottom: 0.22 } },
      timeScale: {
        borderColor: line,
        timeVisible: true,
        rightOffset: 4,
        tickMarkFormatter: (time: unknown, type: number) =>
          type > DAY_TYPES
            ? formatClock(Number(time) * 1000, zone).slice(0, 5)
            : formatMoment(Number(time) * 1000, Number(time) * 1000 + NEVER_YOUNG_MS, zone).replace(
                / \d\d:\d\d$/,
                '',
              ),
      },
      localization: {
        timeFormatter: (time: unknown) =>
          formatMoment(Number(time) * 1000, Number(time) * 1000 + NEVER_YOUNG_MS, zone),
      },
      handleScroll: { vertTouchDrag: false },
      kineticScroll: { touch: false },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      upColor: up,
      downColor: down,
      wickUpColor: up,
      wickDownColor: down,
      borderVisible: false,
      priceLineStyle: LineStyle.Dotted,
      priceFormat: { type: 'custom', minMove: 1e-12, formatter: (price: number) => formatPrice(price) },
    });
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      color: `${faint}66`,
      priceScaleId: 'volume',
      lastValueVisible: false,
      priceLineVisible: false,
      priceFormat: { type: 'custom', minMove: 0.01, formatter: (value: number) => formatMoney(value, true) },
    });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } });
  }

  show(candles: readonly CandleRow[]): void {
    const at = (openMs: number): UTCTimestamp => Math.floor(openMs / 1000) as UTCTimestamp;
    this.#candles.setData(
      candles.map(({ openMs, open, high, low, close }) => ({
        time: at(openMs),
        open: Number(open),
        high: Number(high),
        low: Number(low),
        close: Number(close),
      })),
    );
    this.#volume.setData(candles.map(({ openMs, volumeUsd }) => ({ time: at(openMs), value: volumeUsd })));
  }

  remove(): void {
    this.#chart.remove();
  }
}
