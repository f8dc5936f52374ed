// The steps in which a recorded symbol is traded, from how its prices and sizes are printed.
import { type Instrument, instruments, type MarketKind } from '../../market/instrument.ts';
import { toScaled } from '../decimal-text.ts';
import type { PrintedLevel } from '../record/symbol-record.ts';

const quotes = ['USDT', 'FDUSD', 'USDC', 'BUSD', 'BTC', 'ETH', 'BNB', 'EUR', 'USD'];

/** What is known of the symbol; else the greatest step that all these levels are multiples of. */
export function inferInstrument(
  kind: MarketKind,
  symbol: string,
  levels: readonly PrintedLevel[],
): Instrument {
  const known = instruments.find((one) => one.kind === kind && one.symbol === symbol);
  if (known) return known;
  const pair = symbol.replace(/_.*$/, '');
  const quote = quotes.find((name) => pair.endsWith(name)) ?? pair.slice(-3);
  const [priceDecimals, tickUnits] = toStep(levels.map(([price]) => price));
  const [sizeDecimals, lotUnits] = toStep(levels.map(([, size]) => size));
  return {
    ...{ kind, symbol, pair, base: pair.slice(0, -quote.length), quote },
    ...{ priceDecimals, tickUnits, sizeDecimals, lotUnits },
    ...(kind === 'coinm' ? { contractValue: pair.startsWith('BTC') ? 100 : 10 } : {}),
  };
}

function toStep(texts: readonly string[]): readonly [decimals: number, units: number] {
  const decimals = Math.max(0, ...texts.map((text) => (text.split('.')[1] ?? '').length));
  let step = 0n;
  for (const text of texts) {
    let other = toScaled(text, decimals);
    while (other !== 0n) [step, other] = [other, step % other];
  }
  return [decimals, step === 0n ? 1 : Number(step)];
}
