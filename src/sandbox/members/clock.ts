import { z } from 'zod';
import { defineMember } from '../member.ts';

export const clock = defineMember({
  name: 'clock',
  summary: 'tells the time of the sandbox',
  faults: {
    ahead: {
      summary: 'The clock tells a time that has not come yet.',
      settings: z.strictObject({
        byMs: z
          .int()
          .min(1)
          .max(86_400_000)
          .default(60_000)
          .describe('How far ahead, in ms of sandbox time.'),
      }),
    },
  },
  open: ({ clock, fault }) => ({
    tell: () => ({ nowMs: Math.round(clock.now()) + (fault('ahead')?.byMs ?? 0) }),
    close() {},
  }),
});
