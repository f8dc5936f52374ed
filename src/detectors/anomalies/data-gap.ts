import { z } from 'zod';
import { gapReasons } from '../../domain/market/feed-record.ts';
import { defineAnomaly, type FoundAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { MissedTrades } from './missed-trades.ts';
import { toAnomaly } from './to-anomaly.ts';

const share = z.number().min(0).max(1);
const settings = z.strictObject({
  highMs: z.number().positive().default(10_000).describe('High: the book is unknown for so long, in ms.'),
  criticalMs: z
    .number()
    .positive()
    .default(60_000)
    .describe('Critical: the book is unknown for so long, in ms.'),
  mediumMissedShare: share
    .default(0.05)
    .describe(
      'Medium: so large a share of the trades of the last minute is missing, if they are 10 or more.',
    ),
  highMissedShare: share.default(0.25).describe('High: so large a share.'),
  mediumMissed: z
    .number()
    .positive()
    .default(1000)
    .describe('Medium: so many trades are missing of the last minute, whatever their share.'),
  highMissed: z.number().positive().default(10_000).describe('High: so many.'),
  calmMs: z.number().positive().default(10_000).describe('Time in ms without a gap that ends an episode.'),
});

/** The gap with which every feed starts is none. */
export const dataGap = defineAnomaly({
  name: 'data-gap',
  summary: 'Updates or trades are missing, so that the book or the volume is not known.',
  warmUp: 'nothing, for it compares with no past',
  settings,
  create: (set) => {
    const books = new Episode<'medium' | 'high' | 'critical'>(set.calmMs);
    const trades = new Episode<'low' | 'medium' | 'high'>(set.calmMs);
    const missed = new MissedTrades(set);
    let reason = 'start';
    let sinceMs = Number.NaN;
    /** By our clock, which goes on while no event tells a time. */
    let sinceReceivedMs = Number.NaN;
    let unknownMs = 0;
    return {
      onTrade() {
        missed.saw();
        return undefined;
      },
      onFeed({ kind, size, receivedMs }, view) {
        const nowMs = view.nowMs || receivedMs;
        if (kind === 'missedTrades') return missing(size, nowMs);
        if (kind === 'gap' && gapReasons[size] !== 'start') {
          reason = gapReasons[size] ?? 'unknown';
          if (Number.isNaN(sinceMs)) begin(nowMs, receivedMs);
        }
        return Number.isNaN(sinceMs) ? undefined : lasting(nowMs, receivedMs);
      },
      onDepth(view) {
        if (view.isBookKnown) sinceMs = Number.NaN;
        return undefined;
      },
      onSecond({ isBookKnown, nowMs }) {
        missed.endSecond();
        if (isBookKnown) sinceMs = Number.NaN;
        return Number.isNaN(sinceMs) ? undefined : lasting(nowMs, sinceReceivedMs);
      },
    };

    function missing(size: number, nowMs: number): FoundAnomaly {
      missed.miss(size);
      const severity = trades.see(missed.grade, nowMs);
      const { missed: missedTrades, share: missedShare } = missed;
      return severity && told(severity, nowMs, { missedTrades, missedShare });
    }

    function begin(nowMs: number, receivedMs: number): void {
      sinceMs = nowMs;
      sinceReceivedMs = receivedMs;
      unknownMs = 0;
    }

    /** As long as either clock says. */
    function lasting(nowMs: number, receivedMs: number): FoundAnomaly {
      unknownMs = Math.max(unknownMs, nowMs - sinceMs, receivedMs - sinceReceivedMs);
      const grade = unknownMs >= set.criticalMs ? 'critical' : unknownMs >= set.highMs ? 'high' : 'medium';
      const atMs = sinceMs + unknownMs;
      const severity = books.see(grade, atMs);
      return severity && told(severity, atMs, { reason, unknownMs });
    }
  },
});

function told(
  severity: 'low' | 'medium' | 'high' | 'critical',
  eventMs: number,
  figures: Readonly<Record<string, number | string>>,
): FoundAnomaly {
  return toAnomaly('data-gap', severity, { side: 'none', eventMs, price: Number.NaN, figures });
}
