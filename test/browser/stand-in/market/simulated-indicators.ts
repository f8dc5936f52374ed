// Indicators over the candles of an invented market, by the arithmetic of the program.
import { parseIndicator } from '../../../../src/domain/indicators/parse-indicator.ts';
import type { BarInterval, IndicatorView } from '../../../../src/domain/order-flow/bar-words.ts';
import type { CandleView } from '../../../../src/domain/order-flow/market-words.ts';

export function toIndicators(
  instrument: string,
  interval: BarInterval,
  names: readonly string[],
  candles: readonly CandleView[],
): IndicatorView {
  const closed = candles.filter(({ isClosed }) => isClosed);
  const series = names.map((name) => {
    const { definition, settings } = parseIndicator(name);
    const indicator = definition.create(settings);
    const results = closed.map(({ open, high, low, close, volume }) => {
      const bar = {
        ...{ open: Number(open), high: Number(high), low: Number(low) },
        ...{ close: Number(close), volume: Number(volume) },
      };
      const result = indicator.push(definition.inputs === 'close' ? bar.close : bar);
      return typeof result === 'object' ? result : { [definition.outputs[0] ?? '']: result };
    });
    const { summary, outputs } = definition;
    const values = outputs.map((output) => results.map((result) => result[output] ?? null));
    return { name, summary, outputs: [...outputs], values };
  });
  return { instrument, interval, openMs: closed.map(({ openMs }) => openMs), series };
}
