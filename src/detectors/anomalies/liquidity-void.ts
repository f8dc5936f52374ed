import { z } from 'zod';
import type { FlowView } from '../../domain/order-flow/flow-view.ts';
import type { Side } from '../detector.ts';
import { RollingMoments } from '../rolling-moments.ts';
import { leastSamples } from '../warm-up.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { Sustained } from './sustained.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  highTimes: z
    .number()
    .positive()
    .default(5)
    .describe('High: the spread exceeds its mean, or the depth falls short of it, this many times.'),
  criticalTimes: z.number().positive().default(10).describe('Critical: so many times.'),
  depthTicks: z.int().positive().default(50).describe('Ticks behind the touch that make the depth.'),
  sustainMs: z.number().min(0).default(300).describe('Time in ms that it must last.'),
  lookBackSeconds: z.int().min(60).max(3600).default(600).describe('Seconds that tell what is usual.'),
  calmMs: z.number().positive().default(30_000).describe('Time in ms without it that ends an episode.'),
});

const severities = [undefined, 'high', 'critical'] as const;

/** Side: where the depth of one side fell twice as much as the other's, the way that side gives. */
export const liquidityVoid = defineAnomaly({
  name: 'liquidity-void',
  summary: 'The spread is many times its usual width, or the depth near the touch is gone.',
  warmUp: 'a minute of a known book',
  settings,
  create: (set) => {
    const episode = new Episode<'high' | 'critical'>(set.calmMs);
    const sustained = new Sustained(set.sustainMs, 2);
    const spreads = new RollingMoments(set.lookBackSeconds);
    const bidDepths = new RollingMoments(set.lookBackSeconds);
    const askDepths = new RollingMoments(set.lookBackSeconds);
    return {
      onDepth: judge,
      onSecond(view) {
        const { book, isBookKnown } = view;
        const found = judge(view);
        if (!isBookKnown || !book.isSound) return found;
        spreads.push(book.spread);
        bidDepths.push(book.bids.within(set.depthTicks));
        askDepths.push(book.asks.within(set.depthTicks));
        return found;
      },
    };

    function judge(view: FlowView) {
      const { book, nowMs } = view;
      if (!view.isBookKnown) sustained.reset();
      if (!view.isBookKnown || !book.isSound || spreads.count < leastSamples) return undefined;
      const bidLots = book.bids.within(set.depthTicks);
      const askLots = book.asks.within(set.depthTicks);
      const usualLots = bidDepths.mean + askDepths.mean;
      const wider = book.spread / spreads.mean;
      const thinner = usualLots / (bidLots + askLots);
      const times = Math.max(wider, thinner);
      const grade = times > set.criticalTimes ? 2 : times > set.highTimes ? 1 : 0;
      const severity = episode.see(severities[sustained.see(grade, nowMs)], nowMs);
      if (severity === undefined) return undefined;
      return toAnomaly('liquidity-void', severity, {
        side: sideOf(bidDepths.mean / bidLots, askDepths.mean / askLots),
        eventMs: nowMs,
        price: view.price,
        figures: {
          spreadTicks: book.spread,
          usualSpreadTicks: spreads.mean,
          depthLots: bidLots + askLots,
          usualDepthLots: usualLots,
        },
      });
    }
  },
});

function sideOf(bidsThinner: number, asksThinner: number): Side {
  if (bidsThinner > 2 * asksThinner) return 'sell';
  return asksThinner > 2 * bidsThinner ? 'buy' : 'none';
}
