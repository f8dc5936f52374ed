// Invented signals with their reasons and what became of them, anomalies, and how good each kind was.
import type { OutcomeStatistics, SignalRow } from '../../../../src/api/signals.ts';
import type { AnomalyEvent, Signal } from '../../../../src/domain/order-flow/signal.ts';
import { createDraws, type Draws } from './draws.ts';
import { MINUTE_MS } from './simulated-bars.ts';
import type { SimulatedSymbol } from './simulated-symbol.ts';

const kinds: readonly [string, string | null, string][] = [
  [
    'absorption',
    null,
    'Sellers hit the bid with 48.2 BTC in 5 s and got nowhere: a passive buyer took all of it.',
  ],
  ['stacked-imbalance', null, 'Buyers outweighed sellers at four prices in a row within one bar.'],
  ['delta-divergence', 'regular', 'The price made a new low, the cumulative delta did not.'],
  ['exhaustion', null, 'The last push up traded a fifth of the volume of the one before it.'],
  ['iceberg', 'native', 'The level was filled up again eleven times while it was hit.'],
  ['large-trade', null, 'One order bought 31.4 BTC at once, 9 times the usual large order.'],
  ['support-resistance', 'held', 'A support touched four times held once more.'],
  ['breakout', 'confirmed', 'The price closed above the resistance with 3.1 times the usual volume.'],
];

const ends = ['target', 'stop', 'expired', 'cut'] as const;

export function toSignal(symbol: SimulatedSymbol, at: number, eventMs: number): SignalRow {
  const draws = createDraws(at * 7919 + symbol.instrument.symbol.length);
  const [type, variant, says] = kinds[draws.whole(kinds.length)] ?? kinds[0]!;
  const bar = symbol.bars.bars.findLast(({ openMs }) => openMs <= eventMs);
  const isBuy = draws.next() < 0.5;
  const ticks = (isBuy ? bar?.low : bar?.high) ?? symbol.price;
  const away = Math.max(3, Math.round(symbol.price * 0.0012)) * (isBuy ? 1 : -1);
  const evidence = (kind: string, side: 'buy' | 'sell', before: number): Signal['confirmations'][number] => ({
    type: kind,
    variant: null,
    side,
    eventMs: eventMs - before,
    price: symbol.toPrice(ticks),
    strength: Math.round(draws.next() * 100) / 100,
  });
  const side = isBuy ? 'buy' : 'sell';
  const confidence = Math.round((0.36 + draws.next() * 0.5) * 100) / 100;
  return {
    id: `${symbol.instrument.id}-${type}-${eventMs}-${at}`,
    instrument: symbol.instrument.id,
    type,
    variant,
    side,
    eventMs,
    price: symbol.toPrice(ticks),
    confidence,
    isCalibrated: at % 3 !== 0,
    priority: confidence > 0.75 ? 'high' : confidence > 0.5 ? 'normal' : 'low',
    stop: symbol.toPrice(ticks - away),
    targets: [symbol.toPrice(ticks + away), symbol.toPrice(ticks + 2 * away)],
    invalidation: symbol.toPrice(ticks - Math.round(away * 0.8)),
    confirmations: [evidence('large-trade', side, 21_000), evidence('order-flow-imbalance', side, 4000)],
    conflicts: at % 4 === 0 ? [evidence('one-sided-book', isBuy ? 'sell' : 'buy', 9000)] : [],
    says,
    figures: { volumeBase: 48.2, deviations: 3.7, progressTicks: 1, heldShare: 0.62, windowMs: 5000 },
    trades: { from: 48_211_000 + at, to: 48_211_000 + at + 38 },
    correlationId: `${symbol.instrument.symbol}-${eventMs}`,
    outcome: toOutcome(`${symbol.instrument.id}-${type}-${eventMs}-${at}`, eventMs, symbol.nowMs, draws),
  };
}

function toOutcome(signalId: string, eventMs: number, nowMs: number, draws: Draws): SignalRow['outcome'] {
  const age = nowMs - eventMs;
  const isOpen = age < 20 * MINUTE_MS;
  const final = draws.normal() * 14 + 3;
  return {
    signalId,
    returnsBps: [1, 5, 15, 60].map((minutes) =>
      age >= minutes * MINUTE_MS ? final * Math.sqrt(minutes / 60) + draws.normal() * 2 : null,
    ),
    drawdownBps: -Math.abs(draws.normal() * 6),
    bestBps: Math.abs(draws.normal() * 9),
    end: isOpen ? 'open' : (ends[draws.whole(40) === 0 ? 3 : draws.whole(3)] ?? 'expired'),
    endMs: isOpen ? null : eventMs + 18 * MINUTE_MS,
    endBps: isOpen ? null : final,
  };
}

const anomalies: readonly Pick<AnomalyEvent, 'type' | 'severity' | 'advice' | 'says' | 'figures'>[] = [
  {
    type: 'flash-crash',
    severity: 'critical',
    advice: 'close',
    says: 'The price fell 1.8 % within 9 s, 7 times the usual range of ten minutes.',
    figures: { movePercent: -1.8, windowMs: 9000, times: 7.1 },
  },
  {
    type: 'liquidity-void',
    severity: 'high',
    advice: 'pause',
    says: 'The spread is 14 times its usual width.',
    figures: { spreadTicks: 14, usualTicks: 1, forMs: 3100 },
  },
  {
    type: 'whale-trade',
    severity: 'medium',
    advice: 'watch',
    says: 'A single order of 2.4 million USDT was executed, 11 times the usual large one.',
    figures: { worthQuote: 2_410_000, times: 11.2, trades: 44 },
  },
  {
    type: 'one-sided-flow',
    severity: 'low',
    advice: 'carry-on',
    says: '88 % of the volume of the last minute came from sellers.',
    figures: { share: 0.88, forMs: 60_000 },
  },
];

export function toAnomaly(symbol: SimulatedSymbol, at: number, eventMs: number): AnomalyEvent {
  return {
    ...(anomalies[at % anomalies.length] ?? anomalies[0]!),
    id: `${symbol.instrument.id}-anomaly-${at}`,
    instrument: symbol.instrument.id,
    side: at % 2 === 0 ? 'sell' : 'none',
    eventMs,
    price: symbol.toPrice(symbol.price),
  };
}

function toStatistics(key: string, count: number, hitRate: number): OutcomeStatistics {
  const half = 0.98 / Math.sqrt(count);
  const isEnough = count >= 100;
  return {
    key,
    count,
    hitRate: isEnough ? hitRate : null,
    hitRateLow: isEnough ? Math.max(0, hitRate - half) : null,
    hitRateHigh: isEnough ? Math.min(1, hitRate + half) : null,
    meanReturnBps: isEnough ? (hitRate - 0.5) * 30 : null,
    meanDrawdownBps: isEnough ? -6.2 : null,
    targets: Math.round(count * hitRate * 0.7),
    stops: Math.round(count * (1 - hitRate) * 0.8),
  };
}

export const statistics = {
  byType: kinds.map(([type], i) => toStatistics(type, i === 4 ? 41 : 130 + i * 137, 0.46 + i * 0.022)),
  byInstrument: [
    toStatistics('usdm:BTCUSDT', 1214, 0.541),
    toStatistics('usdm:ETHUSDT', 902, 0.518),
    toStatistics('usdm:SOLUSDT', 64, 0.5),
  ],
  byConfidence: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((step, i) =>
    toStatistics(step.toFixed(1), i < 1 ? 12 : 600 - i * 60, 0.36 + i * 0.045),
  ),
};

export const detectors = kinds.map(([name, , summary], i) => ({
  name,
  kind: 'detector' as const,
  summary,
  settings: { windowMs: 5000, deviations: 3 },
  fired: i === 6 ? 0 : 12 + i * 31,
  lastMs: i === 6 ? null : Date.now() - i * 41_000 - 9000,
}));
