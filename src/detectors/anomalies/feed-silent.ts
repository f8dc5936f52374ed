import { z } from 'zod';
import { partWords, toParts } from '../../domain/market/feed-part.ts';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  lowMs: z.number().positive().default(5000).describe('Low: nothing came for so long, in ms.'),
  mediumMs: z.number().positive().default(15_000).describe('Medium: for so long.'),
  highMs: z.number().positive().default(60_000).describe('High: for so long.'),
  criticalMs: z.number().positive().default(300_000).describe('Critical: for so long.'),
  calmMs: z
    .number()
    .positive()
    .default(10_000)
    .describe('Time in ms in which something came that ends an episode.'),
});

/** What the feed says about itself: the records named `silent`. */
export const feedSilent = defineAnomaly({
  name: 'feed-silent',
  summary: 'Nothing comes from the market although the connection looks open.',
  warmUp: 'nothing, for it compares with no past',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium' | 'high' | 'critical'>(set.calmMs);
    let untilMs = Number.NaN;
    /** Time in which something came: a silence that goes on is no calm, however seldom it is told. */
    let heardMs = 0;
    return {
      onFeed({ kind, size, id, eventMs, receivedMs }, { nowMs }) {
        if (kind !== 'silent') return undefined;
        if (receivedMs - size > untilMs) heardMs += receivedMs - size - untilMs;
        untilMs = receivedMs;
        const severity = episode.see(gradeOf(size), heardMs);
        if (severity === undefined) return undefined;
        return toAnomaly('feed-silent', severity, {
          side: 'none',
          // a silence has no event that would tell a time
          eventMs: eventMs || nowMs || receivedMs,
          price: Number.NaN,
          figures: id === 0 ? { silentMs: size } : { silentMs: size, missing: partWords(toParts(id)) },
        });
      },
    };

    function gradeOf(silentMs: number) {
      if (silentMs >= set.criticalMs) return 'critical';
      if (silentMs >= set.highMs) return 'high';
      if (silentMs >= set.mediumMs) return 'medium';
      return silentMs >= set.lowMs ? 'low' : undefined;
    }
  },
});
