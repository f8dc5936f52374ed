import { z } from 'zod';
import { gapReasons } from '../../domain/market/feed-record.ts';
import { defineAnomaly, type FoundAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  highMs: z.number().positive().default(10_000).describe('High: the book is unknown for so long, in ms.'),
  criticalMs: z
    .number()
    .positive()
    .default(60_000)
    .describe('Critical: the book is unknown for so long, in ms.'),
  calmMs: z.number().positive().default(10_000).describe('Time in ms without a gap that ends an episode.'),
});

/** The gap with which every feed starts is none. */
export const dataGap = defineAnomaly({
  name: 'data-gap',
  summary: 'Updates or trades are missing, so that the book or the volume is not known.',
  settings,
  create: (set) => {
    const books = new Episode<'medium' | 'high' | 'critical'>(set.calmMs);
    const trades = new Episode<'low'>(set.calmMs);
    let reason = 'start';
    let sinceMs = Number.NaN;
    return {
      onFeed({ kind, size, receivedMs }, view) {
        const nowMs = view.nowMs || receivedMs;
        if (kind === 'missedTrades')
          return trades.see('low', nowMs) && told('low', nowMs, { missedTrades: size });
        if (kind !== 'gap') return undefined;
        const why = gapReasons[size] ?? 'unknown';
        if (why === 'start') return undefined;
        reason = why;
        if (Number.isNaN(sinceMs) || view.isBookKnown) sinceMs = nowMs;
        return lasting(nowMs);
      },
      onDepth(view) {
        if (view.isBookKnown) sinceMs = Number.NaN;
        return undefined;
      },
      onSecond({ isBookKnown, nowMs }) {
        if (isBookKnown) sinceMs = Number.NaN;
        return Number.isNaN(sinceMs) ? undefined : lasting(nowMs);
      },
    };

    function lasting(nowMs: number): FoundAnomaly {
      const unknownMs = nowMs - sinceMs;
      const grade = unknownMs >= set.criticalMs ? 'critical' : unknownMs >= set.highMs ? 'high' : 'medium';
      const severity = books.see(grade, nowMs);
      return severity && told(severity, nowMs, { reason, unknownMs });
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
