import type { LinkMeters } from '../meters.ts';

/** Meters that remember what they were told. */
export type CountingMeters = LinkMeters & {
  readonly counts: {
    handled: number;
    invalid: number;
    dropped: number;
    stalled: number;
    lateReplies: number;
    missed: number;
    frames: number;
    messages: number;
  };
  readonly failures: { isBug: boolean; error: unknown; name: string }[];
};

export function createCountingMeters(): CountingMeters {
  const counts = {
    handled: 0,
    invalid: 0,
    dropped: 0,
    stalled: 0,
    lateReplies: 0,
    missed: 0,
    frames: 0,
    messages: 0,
  };
  const failures: CountingMeters['failures'] = [];
  return {
    counts,
    failures,
    handled(_, count) {
      counts.handled += count;
    },
    failed: (isBug, error, name) => void failures.push({ isBug, error, name }),
    invalid: () => void counts.invalid++,
    stalled: () => void counts.stalled++,
    dropped: () => void counts.dropped++,
    lateReply: () => void counts.lateReplies++,
    missed(_, records) {
      counts.missed += records;
    },
    posted(messages) {
      counts.frames++;
      counts.messages += messages;
    },
  };
}
