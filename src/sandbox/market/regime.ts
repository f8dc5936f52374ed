// In which mood the whole market is: calm most of the time, else a trend, a crash or a squeeze. Switched by a seeded Markov chain.
import type { Random } from '../../core/random.ts';

export const regimeNames = ['calm', 'trend', 'crash', 'squeeze'] as const;
export type RegimeName = (typeof regimeNames)[number];

export type Regime = {
  readonly name: RegimeName;
  /** Annualised volatility, 0.65 for 65 %. */
  readonly volatility: number;
  /** Log return an hour of the common factor; 0 for none. */
  readonly driftPerHour: number;
  /** Size of what makers quote, against calm. */
  readonly liquidity: number;
  /** How many takers come, against calm. */
  readonly activity: number;
  /** Share of buyers among takers that follow nothing. */
  readonly buyShare: number;
};

const regimes: Readonly<Record<RegimeName, Regime>> = {
  calm: { name: 'calm', volatility: 0.65, driftPerHour: 0, liquidity: 1, activity: 1, buyShare: 0.5 },
  trend: { name: 'trend', volatility: 0.9, driftPerHour: 0.05, liquidity: 0.9, activity: 1.6, buyShare: 0.6 },
  crash: { name: 'crash', volatility: 2.4, driftPerHour: -0.3, liquidity: 0.45, activity: 3, buyShare: 0.3 },
  squeeze: {
    name: 'squeeze',
    volatility: 2,
    driftPerHour: 0.25,
    liquidity: 0.5,
    activity: 2.5,
    buyShare: 0.7,
  },
};

/** Mean stay in ms, and where it goes next with which weight. */
const stays: Readonly<
  Record<RegimeName, { meanMs: number; next: readonly (readonly [RegimeName, number])[] }>
> = {
  calm: {
    meanMs: 12 * 60_000,
    next: [
      ['trend', 0.7],
      ['crash', 0.15],
      ['squeeze', 0.15],
    ],
  },
  trend: {
    meanMs: 8 * 60_000,
    next: [
      ['calm', 0.8],
      ['crash', 0.1],
      ['squeeze', 0.1],
    ],
  },
  crash: { meanMs: 75_000, next: [['calm', 1]] },
  squeeze: { meanMs: 75_000, next: [['calm', 1]] },
};

export type RegimeSwitch = {
  readonly regime: Regime;
  step(durationMs: number): Regime;
  /** Undefined lets it go its own way again. */
  force(name: RegimeName | undefined): void;
};

export function createRegimeSwitch(random: Random): RegimeSwitch {
  let own = regimes.calm;
  let forced: RegimeName | undefined;
  let leftMs = drawStay('calm');

  function drawStay(name: RegimeName): number {
    return -stays[name].meanMs * Math.log(1 - random.next());
  }
  function drawNext(name: RegimeName): Regime {
    let share = random.next();
    for (const [to, weight] of stays[name].next) {
      share -= weight;
      if (share < 0) return to === 'trend' ? eitherWay(regimes.trend) : regimes[to];
    }
    return regimes.calm;
  }
  /** A trend may lead down as well. */
  function eitherWay(trend: Regime): Regime {
    if (random.next() < 0.5) return trend;
    return { ...trend, driftPerHour: -trend.driftPerHour, buyShare: 1 - trend.buyShare };
  }

  return {
    get regime() {
      return forced === undefined ? own : regimes[forced];
    },
    step(durationMs) {
      leftMs -= durationMs;
      if (leftMs <= 0) {
        own = drawNext(own.name);
        leftMs = drawStay(own.name);
      }
      return this.regime;
    },
    force(name) {
      forced = name;
    },
  };
}
