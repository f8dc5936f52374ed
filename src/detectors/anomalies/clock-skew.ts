import { z } from 'zod';
import { defineAnomaly } from './anomaly.ts';
import { Episode } from './episode.ts';
import { toAnomaly } from './to-anomaly.ts';

const settings = z.strictObject({
  lowMs: z.number().positive().default(500).describe('Low: the clocks differ by so many ms.'),
  mediumMs: z.number().positive().default(1000).describe('Medium: by so many.'),
  highMs: z.number().positive().default(5000).describe('High: by so many.'),
  calmMs: z.number().positive().default(600_000).describe('Time in ms without it that ends an episode.'),
});

/** Judged by what is certain: the difference less its uncertainty. */
export const clockSkew = defineAnomaly({
  name: 'clock-skew',
  summary: 'Our clock and that of the venue differ.',
  warmUp: 'nothing, for the clock of the venue was measured when it is told',
  settings,
  create: (set) => {
    const episode = new Episode<'low' | 'medium' | 'high'>(set.calmMs);
    return {
      onFeed({ kind, size, price, eventMs, receivedMs }, { nowMs }) {
        if (kind !== 'clock') return undefined;
        const certainMs = Math.abs(size) - Math.abs(price);
        // the clock is told without an event's time
        const atMs = eventMs || nowMs || receivedMs;
        const severity = episode.see(gradeOf(certainMs), atMs);
        if (severity === undefined) return undefined;
        return toAnomaly('clock-skew', severity, {
          side: 'none',
          eventMs: atMs,
          price: Number.NaN,
          figures: { venueAheadMs: size, uncertaintyMs: Math.abs(price) },
        });
      },
    };

    function gradeOf(certainMs: number) {
      if (certainMs >= set.highMs) return 'high';
      if (certainMs >= set.mediumMs) return 'medium';
      return certainMs >= set.lowMs ? 'low' : undefined;
    }
  },
});
