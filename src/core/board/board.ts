// Latest values in shared memory: any thread reads, each key has one writer, nobody waits.
import { type Clock, systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { BoardCodec } from './board-codec.ts';
import { type BlockCopy, createScratch, nativeCopy } from './board-copy.ts';
import { keysOf } from './board-keys.ts';
import { toBoardMemory } from './board-memory.ts';
import { BoardSlot, type SlotContext } from './board-slot.ts';

export interface Board<T> {
  /** Throws BOARD_KEY_OWNED, BOARD_FULL, BOARD_KEY_INVALID, BOARD_VALUE_TOO_LARGE. */
  set(key: string, value: T, updatedMs?: number): void;
  get(key: string): T | undefined;
  /** A handle for hot loops; the key need not exist yet. */
  slot(key: string): BoardSlot<T>;
  /** True if the key had a value; its slot stays with this writer. */
  delete(key: string): boolean;
  keys(): string[];
  /** When the value was set, in epoch milliseconds. */
  updatedMs(key: string): number | undefined;
}

/** The writer id of those who only read. */
export const READER = 0;

export type BoardOptions = {
  readonly clock?: Clock;
  /** How words are copied; the default suits the processor. */
  readonly copy?: BlockCopy;
};

/** `writerId` is a positive 31-bit integer, the same one after a restart, so that a writer gets its slots back. */
export function openBoard<T>(
  shared: SharedArrayBuffer,
  writerId: number,
  codec: BoardCodec<T>,
  { clock = systemClock, copy = nativeCopy }: BoardOptions = {},
): Board<T> {
  if (!Number.isInteger(writerId) || writerId < 0 || writerId >= 2 ** 31)
    throw new AppError('BUG', 'A writer id is an integer from 1 to 2^31 - 1.', { details: { writerId } });
  const memory = toBoardMemory(shared);
  const context: SlotContext<T> = { memory, writerId, codec, clock, copy };
  const scratch = createScratch(memory);
  const slots = new Map<string, BoardSlot<T>>();

  const keptSlot = (key: string): BoardSlot<T> => {
    const kept = slots.get(key);
    if (kept) return kept;
    // A handle holds nothing of the board, so all may be forgotten at any time.
    if (slots.size >= memory.slotCount) slots.clear();
    const slot = new BoardSlot(context, key, scratch);
    slots.set(key, slot);
    return slot;
  };

  return {
    slot: (key) => new BoardSlot(context, key),
    set: (key, value, updatedMs) => keptSlot(key).set(value, updatedMs),
    get: (key) => keptSlot(key).get(),
    delete: (key) => keptSlot(key).delete(),
    keys: () => [...keysOf(memory)],
    updatedMs: (key) => {
      const slot = keptSlot(key);
      return slot.load() === 'value' ? slot.updatedMs : undefined;
    },
  };
}
