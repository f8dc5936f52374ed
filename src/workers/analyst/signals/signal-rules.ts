// Which detections may lead to a signal, how clear they must be for that, and how much they count for or against others.

export type SignalRule = {
  /** False for what only speaks for or against the signals of others. */
  readonly leads: boolean;
  /** Least strength of a detection that leads to a signal. */
  readonly leastStrength: number;
  /** 0 to 1: what its word counts as evidence. */
  readonly weight: number;
  readonly because: string;
};

const leading = (leastStrength: number, because: string, weight = 1): SignalRule => ({
  ...{ leads: true, leastStrength, weight, because },
});
const speaking = (weight: number, because: string): SignalRule => ({
  ...{ leads: false, leastStrength: 1, weight, because },
});

export const signalRules: Readonly<Record<string, SignalRule>> = {
  absorption: leading(
    0.2,
    'Three deviations and a level that stands are rare already; below it half the level is gone.',
  ),
  exhaustion: leading(
    0.3,
    'The end of nearly every bar looks finished; a third of the bars before must be exceeded.',
  ),
  'delta-divergence': leading(0.1, 'A fifth of the volume against the close is little on a thin bar.'),
  'delta-confirmation': leading(0.2, 'Every move begins with one; a weak one is told by the chart itself.'),
  'accumulation-distribution': leading(0.1, 'Five minutes of one-sided aggression within an ATR are rare.'),
  'stacked-imbalance': leading(
    0.3,
    'Three rows happen by chance in a fast bar, and beyond a stack that did not hold is no entry.',
  ),
  'support-resistance': leading(
    0.25,
    'Three touches make a zone; a trade on it wants more of them, or volume in it.',
  ),
  breakout: leading(0.2, 'Most breaks that just suffice fail.'),
  iceberg: leading(0, 'Three refills and three times the size shown are clear as they are.'),
  'hidden-order': leading(0.2, 'A little more than was visible may be an order that came in between.', 0.8),
  'pulled-liquidity': leading(0.3, 'Walls are moved for many reasons, and intent cannot be proven.', 0.6),
  'large-trade': speaking(0.5, 'A single order says that somebody was in a hurry, not that he is right.'),
  'order-flow-imbalance': speaking(0.4, 'The baseline that every detector is measured against.'),
};

/** What nobody has judged yet neither leads nor counts for much. */
const unknownRule = speaking(0.3, 'It is not listed.');

export function ruleOf(type: string): SignalRule {
  return Object.hasOwn(signalRules, type) ? signalRules[type]! : unknownRule;
}
