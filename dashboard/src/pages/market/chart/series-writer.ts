// Hands bars to one series of the chart. A series takes an update only where it is not older than its newest bar.

type Item = { readonly time: number };

export type WrittenSeries<Bar extends Item> = {
  setData(bars: Bar[]): void;
  update(bar: Bar): void;
};

export type SeriesWriter<Bar extends Item> = {
  /** All bars there are, oldest first; `isAnew` where older ones than the newest may have changed. */
  write(bars: readonly Bar[], isAnew: boolean): void;
};

export function createSeriesWriter<Bar extends Item>(series: WrittenSeries<Bar>): SeriesWriter<Bar> {
  /** The newest that the series has; infinitely old while it has none. */
  let newest = Number.NEGATIVE_INFINITY;
  return {
    write(bars, isAnew) {
      const last = bars.at(-1)?.time ?? Number.NEGATIVE_INFINITY;
      // Each series ends where it ends: trades of a minute may come before or after its candle.
      if (isAnew || last < newest || newest === Number.NEGATIVE_INFINITY) {
        if (isAnew || last !== newest) series.setData([...bars]);
      } else {
        let from = bars.length;
        while (from > 0 && (bars[from - 1] as Bar).time >= newest) from -= 1;
        for (let i = from; i < bars.length; i++) series.update(bars[i] as Bar);
      }
      newest = last;
    },
  };
}
