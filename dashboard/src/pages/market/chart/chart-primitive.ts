// What our layers on the chart share: where they are attached, and how they are drawn.
import type {
  IChartApiBase,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  PrimitivePaneViewZOrder,
  SeriesAttachedParameter,
  SeriesType,
  Time,
  UTCTimestamp,
} from 'lightweight-charts';
import type { Target } from './draw-on.ts';

export abstract class ChartPrimitive implements ISeriesPrimitive<Time> {
  protected chart: IChartApiBase<Time> | undefined;
  protected series: ISeriesApi<SeriesType, Time> | undefined;
  protected readonly zOrder: PrimitivePaneViewZOrder = 'normal';
  #requestUpdate: (() => void) | undefined;
  readonly #views: readonly IPrimitivePaneView[] = [
    {
      zOrder: () => this.zOrder,
      renderer: () => ({ draw: (target) => this.draw(target) }),
    },
  ];

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter<Time>): void {
    this.chart = chart;
    this.series = series;
    this.#requestUpdate = requestUpdate;
  }

  detached(): void {
    this.chart = undefined;
    this.series = undefined;
    this.#requestUpdate = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  /** Has it drawn with the next frame of the chart. */
  update(): void {
    this.#requestUpdate?.();
  }

  /** The middle of the bar that opened then; null where there is none. */
  protected toX(openMs: number): number | null {
    return this.chart?.timeScale().timeToCoordinate((openMs / 1000) as UTCTimestamp) ?? null;
  }

  protected abstract draw(target: Target): void;
}
