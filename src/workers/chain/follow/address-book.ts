// Who is followed and how far each is: the state of every address between pushes, catching up and recording. Pure.
import type { FollowedAddress, FollowedState } from '../../../domain/solana/followed.ts';
import type { Cursor } from './page-back.ts';

export type Entry = {
  followed: FollowedAddress;
  cursor: Cursor | null;
  /** Blocks up to this slot are of before it was followed. */
  fromSlot: number;
  /** `catching-up`: what is pushed meanwhile is held, so that it comes after what is older. */
  mode: 'catching-up' | 'live';
  held: Cursor[];
  /** More came meanwhile than is held: it is asked for once more. */
  hasDropped: boolean;
  /** Nodes that push what happens to it. */
  pushes: number;
  lastSeenMs: number | null;
  /** When the node was last asked for what may be missing. */
  checkedMs: number;
  says: string | null;
  /** When it was said, on the monotonic clock; null for what was known at the start. */
  saidAtMs: number | null;
};

export type AddressBook = {
  get(address: string): Entry | undefined;
  has(address: string): boolean;
  readonly entries: readonly Entry[];
  readonly wallets: number;
  put(followed: FollowedAddress, at: { cursor: Cursor | null; fromSlot: number; says: string | null }): Entry;
  remove(address: string): void;
  /** Until it has caught up, so that it comes after what is older. */
  hold(entry: Entry, at: Cursor): void;
  /** What was held, in the order of slots. */
  release(entry: Entry): readonly Cursor[];
  /** Whether it is new for this address. It is remembered until `forget`. */
  see(address: string, signature: string, slot: number): boolean;
  /** It was given up or taken back, and may come again. */
  unsee(signature: string): void;
  forget(beforeSlot: number): void;
  tell(isAway: boolean): readonly FollowedState[];
};

/** Of all together. */
const MAX_HELD = 50_000;

export function createAddressBook(): AddressBook {
  const byAddress = new Map<string, Entry>();
  let heldCount = 0;
  const seen = new Map<string, { slot: number; addresses: Set<string> }>();
  return {
    get: (address) => byAddress.get(address),
    has: (address) => byAddress.has(address),
    get entries() {
      return [...byAddress.values()];
    },
    get wallets() {
      let count = 0;
      for (const { followed } of byAddress.values()) if (followed.kind === 'wallet') count += 1;
      return count;
    },
    put(followed, { cursor, fromSlot, says }) {
      const entry: Entry = {
        followed,
        cursor,
        fromSlot,
        mode: 'catching-up',
        held: [],
        hasDropped: false,
        pushes: 0,
        lastSeenMs: null,
        checkedMs: 0,
        says,
        saidAtMs: null,
      };
      byAddress.set(followed.address, entry);
      return entry;
    },
    remove(address) {
      heldCount -= byAddress.get(address)?.held.length ?? 0;
      byAddress.delete(address);
    },
    hold(entry, at) {
      if (heldCount >= MAX_HELD) {
        entry.hasDropped = true;
        return;
      }
      entry.held.push(at);
      heldCount += 1;
    },
    release({ held }) {
      heldCount -= held.length;
      return held.splice(0).sort((one, other) => one.slot - other.slot);
    },
    see(address, signature, slot) {
      const known = seen.get(signature) ?? { slot, addresses: new Set<string>() };
      if (known.addresses.has(address)) return false;
      known.addresses.add(address);
      seen.set(signature, known);
      return true;
    },
    unsee(signature) {
      seen.delete(signature);
    },
    forget(beforeSlot) {
      // In the order of coming, which is nearly that of slots: the first young one ends it.
      for (const [signature, { slot }] of seen) {
        if (slot >= beforeSlot) break;
        seen.delete(signature);
      }
    },
    tell: (isAway) => [...byAddress.values()].map((entry) => toState(entry, isAway)),
  };
}

function toState(
  { followed, cursor, mode, pushes, lastSeenMs, says }: Entry,
  isAway: boolean,
): FollowedState {
  const state = isAway ? 'waiting' : mode === 'catching-up' ? mode : pushes > 0 ? 'push' : 'poll';
  return { ...followed, cursor, state, lastSeenMs, says };
}
