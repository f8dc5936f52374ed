// Finds what pushes did not tell: everything since the last visit at the start, and whatever is missing later on.
import { toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { AddressBook, Entry } from './address-book.ts';
import { createBlockScan, MAX_BLOCKS_BEHIND } from './block-scan.ts';
import { type Cursor, pageBack } from './page-back.ts';

export type DiscoveryOptions = {
  readonly pool: EndpointPool;
  readonly book: AddressBook;
  readonly commitment: string;
  readonly pollMs: number;
  readonly discovery: 'auto' | 'blocks' | 'wallets';
  /** Whether more may be found now; what is waits otherwise. */
  hasRoom(): boolean;
  /** In the order of the chain for each address. */
  found(entry: Entry, at: Cursor): void;
  /** The address is up to date: what was held is let go. */
  caughtUp(entry: Entry, says: string | null): void;
};

export type Discovery = {
  /** Takes up where everything was recorded up to; null where that is not known. */
  start(scannedSlot: number | null): void;
  /** A new address, or one whose pushes were away. */
  check(entry: Entry): void;
  /** An address that has to be asked for by itself, whatever blocks tell. */
  ask(entry: Entry): void;
  /** Everything up to this slot was found, of everybody; null while that is not known of somebody. */
  readonly scannedSlot: number | null;
  stop(): Promise<void>;
};

/** Blocks come 150 a minute; asked for once in this time. */
const SCAN_MS = 800;
const BLOCKS_PER_MINUTE = 225;
/** With pushes alive, a wallet is looked after so many times more rarely. */
const QUIET_FACTOR = 10;
const AT_ONCE = 32;
const RETRY_MS = 1000;
/** How often it is looked whether there is room again. */
const ROOM_MS = 20;
const USUAL_PRIORITY = 3;

const isBefore = (one: Entry, other: Entry | undefined): boolean =>
  other === undefined || one.followed.priority < other.followed.priority;

export function createDiscovery(
  { clock, log }: Pick<Context, 'clock' | 'log'>,
  options: DiscoveryOptions,
): Discovery {
  const { pool, book, commitment, pollMs } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Those to be asked for by themselves, with when to try again. */
  const asked = new Map<Entry, number>();
  const paging = new Map<Entry, Promise<void>>();
  /** At the start the blocks may tell of those who catch up. */
  let byBlocks: ReadonlySet<Entry> = new Set();
  let hasBegun = false;
  let isAway = false;
  let loop: Promise<void> = Promise.resolve();

  const usesBlocks = () => {
    if (options.discovery !== 'auto') return options.discovery === 'blocks';
    return (book.wallets * 60_000) / (pollMs * QUIET_FACTOR) > BLOCKS_PER_MINUTE;
  };
  const isAlive = (entry: Entry) => !signal.aborted && book.get(entry.followed.address) === entry;
  const ask = (entry: Entry) => {
    asked.set(entry, 0);
    if (hasBegun) startPages();
  };
  const room = async (): Promise<void> => {
    while (!options.hasRoom()) await clock.sleep(ROOM_MS, signal);
  };
  const told = (thrown: unknown): void => {
    if (!isAway) log.warn(`no Solana node tells what is missing: ${toAppError(thrown).message}`);
    isAway = true;
  };
  const blocks = createBlockScan(pool, {
    commitment,
    signal,
    isFollowed: (address) => book.get(address)?.followed.kind === 'wallet',
    sighted(address, at) {
      const entry = book.get(address);
      if (entry === undefined || at.slot <= entry.fromSlot) return;
      if (entry.mode === 'live' || byBlocks.has(entry)) options.found(entry, at);
      else book.hold(entry, at);
    },
    room,
    isBroken(reason) {
      log.warn(`blocks tell nothing of a time, so every wallet is asked: ${reason}`);
      for (const entry of book.entries) if (entry.followed.kind === 'wallet') asked.set(entry, 0);
    },
  });

  const page = async (entry: Entry): Promise<void> => {
    const { address, kind } = entry.followed;
    entry.checkedMs = clock.monotonicMs();
    if (kind === 'program') return options.caughtUp(entry, null);
    const { cursor, fromSlot } = entry;
    const { found, says } = await pageBack(pool, address, cursor, { commitment, signal, fromSlot });
    for (const at of found) {
      await room();
      if (!isAlive(entry)) return;
      options.found(entry, at);
    }
    if (isAlive(entry)) options.caughtUp(entry, says);
  };
  const run = async (entry: Entry): Promise<void> => {
    // So that it counts as under way before it can end.
    await null;
    try {
      if (isAlive(entry)) await page(entry);
      if (entry.hasDropped) entry.hasDropped = false;
      else asked.delete(entry);
      isAway = false;
    } catch (thrown) {
      if (signal.aborted) return;
      told(thrown);
      asked.set(entry, clock.monotonicMs() + RETRY_MS);
    } finally {
      paging.delete(entry);
      startPages();
    }
  };
  const isDue = ({ followed, checkedMs, pushes, mode }: Entry): boolean => {
    const everyMs = pollMs * (pushes > 0 ? QUIET_FACTOR : 1) * (followed.priority / USUAL_PRIORITY);
    return mode === 'live' && followed.kind === 'wallet' && clock.monotonicMs() - checkedMs >= everyMs;
  };
  const startPages = (): void => {
    if (signal.aborted) return;
    const now = clock.monotonicMs();
    while (paging.size < AT_ONCE) {
      let next: Entry | undefined;
      for (const [entry, notBeforeMs] of asked)
        if (notBeforeMs <= now && !paging.has(entry) && isBefore(entry, next)) next = entry;
      if (next === undefined) return;
      paging.set(next, run(next));
    }
  };
  const look = async (): Promise<void> => {
    if (usesBlocks()) {
      if (blocks.slot === null) {
        // What happened up to now no block is asked for.
        await blocks.begin(null);
        for (const entry of book.entries) if (entry.followed.kind === 'wallet') asked.set(entry, 0);
      }
      await blocks.scan();
      isAway = false;
    } else {
      blocks.end();
      for (const entry of book.entries) if (isDue(entry) && !asked.has(entry)) asked.set(entry, 0);
    }
  };
  const begin = async (from: number | null): Promise<void> => {
    const entries = book.entries;
    const behind = from === null ? Infinity : (await blocks.head()) - from;
    if (usesBlocks() && behind <= Math.min(MAX_BLOCKS_BEHIND, Math.max(64, entries.length))) {
      await blocks.begin(from);
      byBlocks = new Set(entries);
      await blocks.scan();
      for (const entry of entries) if (isAlive(entry)) options.caughtUp(entry, entry.says);
    } else if (usesBlocks()) await blocks.begin(null);
    for (const entry of book.entries) if (entry.mode === 'catching-up') asked.set(entry, 0);
  };
  const keepTrying = async (attempt: () => Promise<void>): Promise<boolean> => {
    try {
      await attempt();
      return true;
    } catch (thrown) {
      if (!signal.aborted) told(thrown);
      await clock.sleep(RETRY_MS, signal).catch(() => {});
      return false;
    } finally {
      byBlocks = new Set();
    }
  };
  return {
    start(from) {
      loop = (async () => {
        while (!signal.aborted && !(await keepTrying(() => begin(from))));
        hasBegun = true;
        while (!signal.aborted) {
          startPages();
          if (await keepTrying(look)) {
            startPages();
            await clock.sleep(SCAN_MS, signal).catch(() => {});
          }
        }
      })();
    },
    check(entry) {
      // At the start everybody is looked after anyway, and blocks tell of all who are up to date.
      if (hasBegun && !(usesBlocks() && entry.mode === 'live')) ask(entry);
    },
    ask,
    get scannedSlot() {
      const isWhole = asked.size === 0 && book.entries.every(({ mode }) => mode === 'live');
      return hasBegun && isWhole ? blocks.slot : null;
    },
    async stop() {
      stopping.abort();
      await loop;
      await Promise.all(paging.values());
    },
  };
}
