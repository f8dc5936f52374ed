// Who paid what for what they hold, by what they did; amounts themselves are asked from the chain.
import type { Done } from './actor.ts';
import type { Position } from './world.ts';

export type Positions = ReturnType<typeof createPositions>;

const MAX_POSITIONS = 5000;

export function createPositions(before: ReadonlyMap<string, Position> = new Map()) {
  const saved = new Map<string, Position>(before);
  return {
    saved,
    of: (wallet: string, mint: string) => saved.get(`${wallet} ${mint}`),
    forget(mint: string) {
      for (const key of saved.keys()) if (key.endsWith(` ${mint}`)) saved.delete(key);
    },
    note({ wallet, intent: { trade, mint } }: Done, slot: number) {
      if (!trade || mint === undefined) return;
      const key = `${wallet} ${mint}`;
      const known = saved.get(key);
      if (trade.side === 'sell') {
        saved.delete(key);
        return;
      }
      const lamports = (known?.lamports ?? 0n) + trade.input.amount;
      saved.set(key, { lamports, sinceSlot: known?.sinceSlot ?? slot });
      const [oldest] = saved.keys();
      if (saved.size > MAX_POSITIONS && oldest !== undefined) saved.delete(oldest);
    },
  };
}
