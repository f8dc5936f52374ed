// The chart of one instrument: candles or footprint, heat-map, profile, zones, signals, VWAP, and CVD below. Outside React.
import type { IChartApi, ISeriesApi, MouseEventParams, UTCTimestamp } from 'lightweight-charts';
import { CandlestickSeries, createChart, LineSeries, LineStyle } from 'lightweight-charts';
import { type IndicatorView, intervalMs } from '../../../api/market.ts';
import { decimalsOfStep } from '../../../format/decimal.ts';
import type { Zone } from '../../../format/time.ts';
import type { DrawnBar, DrawnCandle } from '../feed/drawn.ts';
import type { MarketFeed } from '../feed/market-feed.ts';
import type { ChartLook } from '../layout/layout.ts';
import { type ChartColors, fade } from './chart-colors.ts';
import type { IndicatorId } from './chart-indicators.ts';
import { plainLine, sizeFormat, toCandleOptions, toChartOptions, toPriceFormat } from './chart-options.ts';
import { toCvd } from './cvd.ts';
import { FootprintSeries } from './footprint-series.ts';
import { createFrameLoop, type FrameLoop } from './frame-loop.ts';
import { HeatPrimitive } from './heat-primitive.ts';
import { IndicatorLines } from './indicator-lines.ts';
import { ProfilePrimitive } from './profile-primitive.ts';
import type { Profile } from './profile-rows.ts';
import { createSeriesWriter } from './series-writer.ts';
import { SignalPrimitive } from './signal-primitive.ts';
import { toVwap } from './vwap.ts';
import { ZonePrimitive } from './zone-primitive.ts';

const BANDS = [-2, -1, 0, 1, 2] as const;
const RECENTRE_APART_MS = 250;
const CVD_SHARE = 0.22;

type LinePoint = { readonly time: UTCTimestamp; readonly value: number };
type FootprintPoint = { readonly time: UTCTimestamp; readonly bar: DrawnBar };
type CandlePoint = ReturnType<typeof toItem>;

const toTime = (openMs: number): UTCTimestamp => (openMs / 1000) as UTCTimestamp;

export class MarketChart {
  readonly chart: IChartApi;
  readonly signals: SignalPrimitive;
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly #feed: MarketFeed;
  readonly #colors: ChartColors;
  readonly #footprint: ISeriesApi<'Custom'>;
  readonly #writers;
  readonly #vwap: readonly ISeriesApi<'Line'>[];
  readonly #heat: HeatPrimitive;
  readonly #profile: ProfilePrimitive;
  readonly #zones: ZonePrimitive;
  readonly #indicators: IndicatorLines;
  readonly #loop: FrameLoop;
  readonly #ends: readonly (() => void)[];
  #look: ChartLook | undefined;
  #isOver = false;
  #resets = -1;
  #recentredMs = Number.NEGATIVE_INFINITY;
  #areBarsOld = true;

  constructor(box: HTMLElement, feed: MarketFeed, colors: ChartColors, zone: Zone) {
    const barMs = intervalMs[feed.interval];
    const { instrument, tick } = feed;
    const priceFormat = toPriceFormat(tick, decimalsOfStep(instrument.tickUnits, instrument.priceDecimals));
    this.#feed = feed;
    this.#colors = colors;
    this.chart = createChart(box, toChartOptions(colors, zone));
    this.candles = this.chart.addSeries(CandlestickSeries, {
      ...toCandleOptions(colors, 'candles'),
      priceFormat,
    });
    const footprint = new FootprintSeries(colors);
    this.#footprint = this.chart.addCustomSeries(footprint, {
      visible: false,
      color: colors.dim,
      priceLineStyle: LineStyle.Dotted,
      priceFormat,
    });
    this.#vwap = BANDS.map((band) =>
      this.chart.addSeries(LineSeries, {
        ...plainLine,
        priceFormat,
        color: band === 0 ? colors.vwap : fade(colors.vwap, 0.55),
        lineWidth: 1,
        lineStyle: band === 0 ? LineStyle.Solid : LineStyle.Dashed,
        autoscaleInfoProvider: () => null,
      }),
    );
    const cvd = this.chart.addSeries(
      LineSeries,
      { ...plainLine, lastValueVisible: true, color: colors.cvd, lineWidth: 2, priceFormat: sizeFormat },
      1,
    );
    this.#writers = {
      candles: createSeriesWriter<CandlePoint>(this.candles),
      footprint: createSeriesWriter<FootprintPoint>(this.#footprint),
      cvd: createSeriesWriter<LinePoint>(cvd),
      vwap: this.#vwap.map((line) => createSeriesWriter<LinePoint>(line)),
    };
    const [prices, below] = this.chart.panes();
    prices?.setStretchFactor(1 - CVD_SHARE);
    below?.setStretchFactor(CVD_SHARE);
    this.#indicators = new IndicatorLines(this.chart, colors, priceFormat);
    this.#heat = new HeatPrimitive(feed, barMs, colors.heat);
    this.#profile = new ProfilePrimitive(colors);
    this.#zones = new ZonePrimitive(feed, barMs, colors);
    this.signals = new SignalPrimitive(feed, barMs, colors);
    for (const layer of [this.#heat, this.#profile, this.#zones, this.signals])
      this.candles.attachPrimitive(layer);
    this.#loop = createFrameLoop(() => this.#apply());
    const { bars, heat, marks } = feed.parts;
    this.#ends = [
      bars.onChange(() => {
        this.#areBarsOld = true;
        this.#loop.ask();
      }),
      ...[heat, marks].map((part) => part.onChange(() => this.#loop.ask())),
    ];
    this.#loop.ask();
  }

  show(look: ChartLook): void {
    if (this.#isOver) return;
    const before = this.#look;
    this.#look = look;
    this.candles.applyOptions(toCandleOptions(this.#colors, look.mode));
    this.#footprint.applyOptions({ visible: look.mode === 'footprint' });
    for (const line of this.#vwap) line.applyOptions({ visible: look.hasVwap });
    this.#heat.isShown = look.mode === 'heat';
    this.#heat.shares = { low: look.heatLow / 100, high: look.heatHigh / 100 };
    this.#profile.isShown = look.hasProfile;
    this.#zones.isShown = look.hasZones;
    this.signals.isShown = look.hasSignals;
    if (before?.mode !== look.mode) this.#scaleFor(look.mode);
    this.#areBarsOld = true;
    this.#loop.ask();
  }

  setProfile(profile: Profile | undefined): void {
    this.#profile.profile = profile;
    this.#loop.ask();
  }

  setIndicators(ids: readonly IndicatorId[], view: IndicatorView | undefined): void {
    if (this.#isOver) return;
    const { candles } = this.#feed;
    this.#indicators.show(ids, view, (openMs) => candles.find(openMs) !== undefined);
  }

  select(id: string | undefined): void {
    if (this.#isOver) return;
    this.signals.selected = id;
    const signal = this.#feed.signals?.find((each) => each.id === id);
    const at = this.#feed.candles.all.findLastIndex(({ openMs }) => openMs <= (signal?.eventMs ?? -1));
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (at >= 0 && range && (at < range.from || at > range.to)) {
      const half = (range.to - range.from) / 2;
      this.chart.timeScale().setVisibleLogicalRange({ from: at - half, to: at + half });
    }
    this.#loop.ask();
  }

  onPoint(told: (event: MouseEventParams) => void): void {
    this.chart.subscribeCrosshairMove(told);
  }

  onPress(told: (event: MouseEventParams) => void): void {
    this.chart.subscribeClick(told);
  }

  /** What is asked of it after this, in the moment until there is another one, is nobody's. */
  remove(): void {
    this.#isOver = true;
    for (const end of this.#ends) end();
    this.#loop.stop();
    this.chart.remove();
  }

  /** Room for what the mode shows: text in a footprint, minutes of depth in a heat-map. */
  #scaleFor(mode: ChartLook['mode']): void {
    const width = this.chart.timeScale().width() || 700;
    const wanted = { candles: 8, footprint: Math.min(96, width / 5), heat: Math.max(16, width / 14) }[mode];
    this.chart.timeScale().applyOptions({ barSpacing: wanted, rightOffset: mode === 'candles' ? 6 : 1 });
    this.chart.timeScale().scrollToPosition(mode === 'candles' ? 6 : 1, false);
  }

  #apply(): void {
    if (this.#areBarsOld) this.#applyBars();
    this.#areBarsOld = false;
    const { heat } = this.#feed;
    const nowMs = performance.now();
    if (heat.isOffCentre && nowMs - this.#recentredMs > RECENTRE_APART_MS) {
      this.#recentredMs = nowMs;
      heat.recentre();
    }
    this.signals.update();
  }

  #applyBars(): void {
    const { candles, footprint, resets } = this.#feed;
    const isAnew = resets !== this.#resets;
    this.#resets = resets;
    const footprints = footprint.all.map((bar) => ({ time: toTime(bar.openMs), bar }));
    const vwap = this.#look?.hasVwap === false ? [] : toVwap(candles.all);
    const cvd = footprint.last === undefined ? [] : toCvd(candles.all, footprint.last.cvd);
    this.#writers.candles.write(candles.all.map(toItem), isAnew);
    this.#writers.footprint.write(this.#feed.interval === '1m' ? footprints : [], isAnew);
    this.#writers.cvd.write(
      cvd.map(({ openMs, cvd: value }) => ({ time: toTime(openMs), value })),
      isAnew,
    );
    this.#writers.vwap.forEach((line, i) => {
      line.write(
        vwap.map((point) => ({ time: toTime(point.openMs), value: bandOf(point, i) })),
        isAnew,
      );
    });
  }
}

function bandOf({ vwap, deviation }: { vwap: number; deviation: number }, band: number): number {
  return vwap + (BANDS[band] ?? 0) * deviation;
}

function toItem({ openMs, open, high, low, close }: DrawnCandle) {
  return { time: toTime(openMs), open, high, low, close };
}
