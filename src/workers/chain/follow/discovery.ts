// Finds what pushes did not tell: everything since the last visit at the start, and whatever is missing later on.
import { toAppError } from '../../../core/errors.ts';
import type { Context } from '../../../core/service.ts';
import type { EndpointPool } from '../rpc/endpoint-pool.ts';
import type { AddressBook, Entry } from './address-book.ts';
import { type Cursor, pageBack } from './page-back.ts';
import { scanBlocks } from './scan-blocks.ts';

export type DiscoveryOptions = {
  readonly pool: EndpointPool;
  readonly book: AddressBook;
  readonly commitment: string;
  readonly pollMs: number;
  readonly discovery: 'auto' | 'blocks' | 'wallets';
  /** In the order of the chain for each address. */
  found(entry: Entry, at: Cursor): void;
  /** The address is up to date: what was held is let go. */
  caughtUp(entry: Entry, says: string | null): void;
};

export type Discovery = {
  /** Takes up where everything was recorded up to; null where that is not known. */
  start(scannedSlot: number | null): Promise<void>;
  /** A new address, or one whose pushes were away. */
  check(entry: Entry): void;
  /** The newest slot that was looked at as a whole; null while wallets are asked one by one. */
  readonly scannedSlot: number | null;
  stop(): Promise<void>;
};

/** Blocks come 150 a minute; asked for once in this time. */
const SCAN_MS = 800;
const BLOCKS_PER_MINUTE = 225;
/** With pushes alive, a wallet is looked after so many times more rarely. */
const QUIET_FACTOR = 10;
/** So many blocks are read in place of asking every wallet. */
const MAX_BLOCKS_BEHIND = 1500;
const AT_ONCE = 32;
const RETRY_MS = 1000;

export function createDiscovery(
  { clock, log }: Pick<Context, 'clock' | 'log'>,
  options: DiscoveryOptions,
): Discovery {
  const { pool, book, commitment, pollMs } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const asked = new Set<Entry>();
  let scannedSlot: number | null = null;
  let hasBegun = false;
  let scannedMs = 0;
  let loop: Promise<void> = Promise.resolve();

  const usesBlocks = () => {
    if (options.discovery !== 'auto') return options.discovery === 'blocks';
    return (book.wallets * 60_000) / (pollMs * QUIET_FACTOR) > BLOCKS_PER_MINUTE;
  };
  const isAlive = (entry: Entry) => !signal.aborted && book.get(entry.followed.address) === entry;

  const page = async (entry: Entry): Promise<void> => {
    const { address, kind } = entry.followed;
    entry.checkedMs = clock.monotonicMs();
    if (kind === 'program') return options.caughtUp(entry, null);
    const { found, says } = await pageBack(pool, address, entry.cursor, { commitment, signal });
    if (!isAlive(entry)) return;
    for (const at of found) options.found(entry, at);
    options.caughtUp(entry, says);
  };
  /** The newest slot but one: a node may still be adding to the newest. */
  const headOf = async () =>
    Number(await pool.call({ method: 'getSlot', params: [{ commitment }] }, { signal })) - 1;

  const scan = async (): Promise<void> => {
    scannedMs = clock.monotonicMs();
    const head = await headOf();
    if (scannedSlot === null) scannedSlot = head;
    if (head <= scannedSlot) return;
    const isFollowed = (address: string) => book.get(address)?.followed.kind === 'wallet';
    const range = [scannedSlot + 1, head] as const;
    for await (const { slot, sightings } of scanBlocks(pool, range, isFollowed, { commitment, signal })) {
      for (const { signature, addresses } of sightings)
        for (const address of new Set(addresses)) {
          const entry = book.get(address);
          // One that is catching up is asked for by itself, from further back.
          if (entry === undefined || slot <= entry.fromSlot) continue;
          if (entry.mode === 'live' || !asked.has(entry)) options.found(entry, { signature, slot });
        }
      scannedSlot = slot;
    }
    scannedSlot = head;
  };
  const pageSome = async (): Promise<void> => {
    const now = clock.monotonicMs();
    const due = usesBlocks()
      ? []
      : book.entries.filter(
          ({ followed, checkedMs, pushes, mode }) =>
            mode === 'live' &&
            followed.kind === 'wallet' &&
            now - checkedMs >= pollMs * (pushes > 0 ? QUIET_FACTOR : 1) * (followed.priority / 3),
        );
    const next = [...asked, ...due]
      .sort((one, other) => one.followed.priority - other.followed.priority)
      .slice(0, AT_ONCE);
    await Promise.all(
      next.map(async (entry) => {
        if (isAlive(entry)) await page(entry);
        asked.delete(entry);
      }),
    );
  };
  const run = async (): Promise<void> => {
    let isAway = false;
    while (!signal.aborted) {
      try {
        await pageSome();
        if (!usesBlocks()) scannedSlot = null;
        else if (clock.monotonicMs() - scannedMs >= SCAN_MS) await scan();
        isAway = false;
        await clock.sleep(asked.size > 0 ? 1 : SCAN_MS, signal);
      } catch (thrown) {
        if (signal.aborted) return;
        if (!isAway) log.warn(`no Solana node tells what is missing: ${toAppError(thrown).message}`);
        isAway = true;
        await clock.sleep(RETRY_MS, signal).catch(() => {});
      }
    }
  };
  const begin = async (from: number | null): Promise<void> => {
    const entries = book.entries;
    const head = await headOf();
    const isNear = from !== null && head - from <= Math.min(MAX_BLOCKS_BEHIND, Math.max(64, entries.length));
    if (isNear && usesBlocks()) {
      scannedSlot = from;
      await scan();
      for (const entry of entries) if (isAlive(entry)) options.caughtUp(entry, entry.says);
    }
    for (const entry of book.entries) if (entry.mode === 'catching-up') asked.add(entry);
    hasBegun = true;
  };
  return {
    async start(from) {
      loop = (async () => {
        while (!signal.aborted)
          try {
            await begin(from);
            break;
          } catch (thrown) {
            if (signal.aborted) return;
            log.warn(`no Solana node answers: ${toAppError(thrown).message}`);
            await clock.sleep(RETRY_MS, signal).catch(() => {});
          }
        await run();
      })();
    },
    check(entry) {
      // At the start everybody is looked after anyway, and blocks tell of all who are up to date.
      if (hasBegun && !(usesBlocks() && entry.mode === 'live')) asked.add(entry);
    },
    get scannedSlot() {
      return scannedSlot;
    },
    async stop() {
      stopping.abort();
      await loop.catch(() => {});
    },
  };
}
