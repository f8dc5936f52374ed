// Has tokens looked at that somebody is about to see: the newest first, one at a time, so that a node is asked for little.
import type { Clock } from '../../../core/clock.ts';
import { quoteMints } from '../../../domain/solana/programs.ts';
import type { GatewayParts } from '../parts.ts';

type Options = {
  readonly clock: Clock;
  readonly chain: Pick<GatewayParts['chain'], 'inspectToken'>;
  /** Between two of them. */
  readonly everyMs: number;
};

export type TokenScout = {
  /** A token that was launched or traded; nothing where it was looked at not long ago. */
  want(mint: string): void;
  stop(): void;
};

/** Those that wait longest are given up: they are looked at when somebody asks. */
const MAX_WAITING = 50;
const MAX_REMEMBERED = 5000;
const AGAIN_MS = 3_600_000;
const DEADLINE = { deadlineMs: 20_000 };

export function startTokenScout({ clock, chain, everyMs }: Options): TokenScout {
  const waiting = new Set<string>();
  const seen = new Map<string, number>();
  let isLooking = false;

  const look = async (): Promise<void> => {
    const mint = [...waiting].at(-1);
    if (isLooking || mint === undefined) return;
    waiting.delete(mint);
    isLooking = true;
    try {
      await chain.inspectToken({ mint, maxAgeMs: AGAIN_MS }, DEADLINE);
    } catch {
      // It stays unchecked, which the page says; a person may ask again.
    } finally {
      isLooking = false;
    }
  };
  const timer = clock.every(everyMs, () => void look());

  return {
    want(mint) {
      const nowMs = clock.monotonicMs();
      if (quoteMints.has(mint) || nowMs - (seen.get(mint) ?? Number.NEGATIVE_INFINITY) < AGAIN_MS) return;
      seen.delete(mint);
      seen.set(mint, nowMs);
      waiting.add(mint);
      dropFirst(waiting, MAX_WAITING);
      dropFirst(seen, MAX_REMEMBERED);
    },
    stop: () => timer.cancel(),
  };
}

function dropFirst(kept: Set<string> | Map<string, number>, max: number): void {
  const [first] = kept.keys();
  if (kept.size > max && first !== undefined) kept.delete(first);
}
