// Follows addresses: pushes and discovery in, recorded transactions out, each once and in the order of the chain.
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import type { EndpointState, FollowedAddress, FollowedState } from '../../domain/solana/followed.ts';
import type { decoderContract } from '../decoder/contract.ts';
import type { storageContract } from '../storage/contract.ts';
import { openChainFigures } from './figures.ts';
import { createAddressBook, type Entry } from './follow/address-book.ts';
import { createDiscovery } from './follow/discovery.ts';
import { createFinality } from './follow/finality.ts';
import { followInitial, newestOf } from './follow/follow-first.ts';
import type { Cursor } from './follow/page-back.ts';
import { createPipeline } from './follow/pipeline.ts';
import { readFollowed } from './follow/read-followed.ts';
import { createScannedMarker } from './follow/scanned-marker.ts';
import { createTakeBack } from './follow/take-back.ts';
import { createWorkQueue } from './follow/work-queue.ts';
import { isLaunchLog } from './launch-logs.ts';
import { createEndpointPool, type EndpointPool } from './rpc/endpoint-pool.ts';
import type { Push } from './rpc/push-message.ts';
import { createPushSockets } from './rpc/push-sockets.ts';
import type { RpcEndpoint } from './rpc/rpc-endpoint.ts';
import type { ChainSettings } from './settings.ts';

export type FollowerDoors = Pick<
  Context<never, { storage: typeof storageContract; decoder: typeof decoderContract }>,
  'clients' | 'clock' | 'log' | 'outside' | 'metrics'
>;

export type FollowerHandlers = {
  onRecorded(seq: number): void;
  onTransactions(transactions: readonly DecodedTransaction[]): void;
};

export type Follower = {
  readonly pool: EndpointPool;
  follow(address: Omit<FollowedAddress, 'addedAtMs'>): Promise<void>;
  unfollow(address: string): Promise<void>;
  followed(): readonly FollowedState[];
  endpoints(): readonly EndpointState[];
  readonly trouble: string | null;
  readonly waiting: number;
  /** Addresses whose history turned out not to be complete within the last hour. */
  readonly incomplete: number;
  stop(): Promise<void>;
};

const HOUSEKEEPING_MS = 2000;
/** Of the rounds of housekeeping, the one in which quiet nodes are asked for their slot. */
const PROBE_EVERY = 5;
/** Nodes that push: what one is late with, the other tells. */
const PUSHING = 2;
const unknown = { cursor: null, fromSlot: 0, says: null };
/** Signatures are remembered for so many slots, longer than any push is late. */
const REMEMBERED_SLOTS = 600;
/** From so many on, what is found waits where it is found, and what is pushed is asked for later. */
const MAX_FOUND = 5000;
const MAX_WAITING = 20_000;
const MAX_SAYS = 300;
const INCOMPLETE_MS = 60 * 60_000;

export async function openFollower(
  doors: FollowerDoors,
  settings: ChainSettings,
  endpoints: readonly RpcEndpoint[],
  handlers: FollowerHandlers,
): Promise<Follower> {
  const { clients, clock, log } = doors;
  const { commitment } = settings;
  const stopping = new AbortController();
  const pool = createEndpointPool(endpoints, clock);
  const book = createAddressBook();
  const queue = createWorkQueue((address) => book.get(address)?.followed.kind !== 'program');
  const finality = createFinality(pool);
  const marker = createScannedMarker(clients.storage);
  const figures = openChainFigures(doors.metrics);
  const launchesOnly = new Set(
    settings.programs.filter(({ what }) => what === 'launches').map(({ address }) => address),
  );
  const isLate = (address: string, slot: number) => slot < (book.get(address)?.cursor?.slot ?? 0);
  const entriesOf = (addresses: readonly string[]) =>
    addresses.map((address) => book.get(address)).filter((entry) => entry !== undefined);
  const keepSaid = ({ followed: { address }, says }: Entry): void => {
    clients.storage.restartCursor({ address, cursor: null, says }).catch(() => {});
  };
  const unsay = (entry: Entry): void => {
    if (entry.says === null) return;
    entry.says = null;
    entry.saidAtMs = null;
    keepSaid(entry);
  };
  /** What is missing stays missing: a later look that finds nothing to say takes nothing back. */
  const say = (entry: Entry, says: string | null): void => {
    if (says === null || says === entry.says) return;
    entry.says = says;
    entry.saidAtMs = clock.monotonicMs();
    figures.incomplete.add();
    log.warn(says, { address: entry.followed.address });
    keepSaid(entry);
  };

  const pipeline = createPipeline(doors, {
    ...{ queue, pool, commitment, isLate, isGone: finality.isGone },
    isFollowed: book.has,
    isRecorded: (address) => book.get(address)?.followed.kind === 'wallet',
    onRecorded(works, transactions, seq) {
      figures.recorded.add(works.length);
      for (const { signature, slot, addresses } of works) {
        finality.add(signature, slot);
        if ([...addresses].some((address) => isLate(address, slot))) figures.late.add();
        for (const entry of entriesOf([...addresses])) {
          entry.lastSeenMs = clock.now();
          if (!isLate(entry.followed.address, slot)) entry.cursor = { signature, slot };
        }
      }
      handlers.onRecorded(seq);
      handlers.onTransactions(transactions);
    },
    onGivenUp({ signature, addresses }, reason) {
      book.unsee(signature);
      figures.givenUp.add();
      const named = { signature, addresses: [...addresses] };
      if (reason === null)
        return log.warn('a transaction that was announced never came: its branch of the chain ended', named);
      const says = `The transaction ${signature} cannot be read and is left out: ${reason}`;
      for (const entry of entriesOf([...addresses])) say(entry, says.slice(0, MAX_SAYS));
    },
  });

  const enqueue = (entry: Entry, { signature, slot }: Cursor): void => {
    const { address } = entry.followed;
    if (!book.see(address, signature, slot)) return;
    queue.add({ signature, slot, address });
    pipeline.wake();
  };
  const discovery = createDiscovery(doors, {
    ...{ pool, book, commitment, pollMs: settings.pollMs, discovery: settings.discovery },
    hasRoom: () => queue.size < MAX_FOUND,
    found: enqueue,
    caughtUp(entry, says) {
      entry.mode = 'live';
      for (const at of book.release(entry)) enqueue(entry, at);
      say(entry, says);
    },
  });
  const onPush = (entry: Entry, { signature, slot, isFailed, logs }: Push): void => {
    const { address, kind } = entry.followed;
    const at = { signature, slot };
    if (kind === 'program' && (isFailed || (launchesOnly.has(address) && !isLaunchLog(logs)))) return;
    if (entry.mode === 'catching-up') return book.hold(entry, at);
    if (queue.size < MAX_WAITING) return enqueue(entry, at);
    // Prices of a program that nobody can take in are let go; a wallet is asked for when there is room.
    if (kind === 'program') return;
    entry.mode = 'catching-up';
    discovery.ask(entry);
  };
  const sockets = endpoints.slice(0, PUSHING).map((endpoint) =>
    createPushSockets(
      doors,
      endpoint,
      { perSocket: settings.subscriptionsPerSocket, commitment },
      {
        onTransaction(address, push) {
          for (const entry of entriesOf([address])) onPush(entry, push);
        },
        onReady(addresses) {
          for (const entry of entriesOf(addresses)) {
            entry.pushes += 1;
            discovery.check(entry);
          }
        },
        onAway(addresses) {
          for (const entry of entriesOf(addresses)) entry.pushes -= 1;
        },
        onSlot: (slot) => endpoint.noteSlot(slot),
      },
    ),
  );
  const takeBack = createTakeBack({
    ...{ storage: clients.storage, log, finality, book, ask: discovery.ask },
    onWithdrawn(seq, addresses) {
      // A place that no node knew may have been this one: what was said of it is looked at anew.
      for (const entry of entriesOf(addresses).filter(({ says }) => says !== null)) {
        unsay(entry);
        discovery.ask(entry);
      }
      figures.withdrawn.add();
      handlers.onRecorded(seq);
    },
  });

  const saveScanned = async (): Promise<void> => {
    const { scannedSlot } = discovery;
    if (scannedSlot !== null) await marker.save(Math.min(scannedSlot, queue.oldestSlot() - 1));
  };
  const keepHouse = async (round: number): Promise<void> => {
    book.forget(pool.slot - REMEMBERED_SLOTS);
    const oldest = Math.min(queue.oldestSlot(), discovery.scannedSlot ?? Infinity);
    figures.tell({
      waiting: queue.size,
      slotsBehind: pool.slot === 0 || oldest === Infinity ? 0 : Math.max(0, pool.slot - oldest),
      followed: book.entries.length,
      catchingUp: book.entries.filter(({ mode }) => mode === 'catching-up').length,
    });
    await saveScanned().catch(() => {});
    if (round % PROBE_EVERY === 0) void pool.probe(stopping.signal);
    await takeBack.run(pool.slot, stopping.signal).catch((thrown: unknown) => {
      log.debug(`whether transactions are final is not known: ${toAppError(thrown).message}`);
    });
  };
  const keepHouseOn = async (): Promise<void> => {
    for (let round = 0; !stopping.signal.aborted; round++) {
      await keepHouse(round);
      await clock.sleep(HOUSEKEEPING_MS, stopping.signal).catch(() => {});
    }
  };

  let housekeeping = Promise.resolve();
  const stop = async (): Promise<void> => {
    stopping.abort();
    await Promise.all([
      ...[discovery.stop(), pipeline.stop(), housekeeping],
      ...sockets.map((one) => one.close()),
    ]);
  };
  const begin = async (): Promise<ReadonlySet<string>> => {
    const known = await readFollowed(clients.storage);
    for (const { cursor, fromSlot, says, ...followed } of known)
      book.put(followed, { cursor, fromSlot, says });
    const programs = settings.programs.filter(({ address }) => !book.has(address));
    for (const { address } of programs)
      book.put({ address, kind: 'program', label: '', priority: 3, addedAtMs: clock.now() }, unknown);
    await takeBack.remember();
    const scanned = await marker.load();
    for (const { followed } of book.entries) for (const one of sockets) one.add(followed.address);
    discovery.start(scanned);
    housekeeping = keepHouseOn();
    await followInitial(clients.storage, settings.initial, known.length > 0, follow);
    return new Set(programs.map(({ address }) => address));
  };

  const follow = async (wanted: Omit<FollowedAddress, 'addedAtMs'>): Promise<void> => {
    const { address } = wanted;
    const entry = book.get(address);
    const cursor = entry === undefined ? await newestOf(pool, address, commitment) : null;
    await clients.storage.followAddress({ ...wanted, cursor });
    // Somebody else may have followed it meanwhile.
    const known = book.get(address);
    if (known !== undefined) {
      known.followed = { ...known.followed, ...wanted };
      return;
    }
    const added = book.put(
      { ...wanted, addedAtMs: clock.now() },
      { ...unknown, cursor, fromSlot: cursor?.slot ?? 0 },
    );
    for (const one of sockets) one.add(address);
    discovery.check(added);
  };
  /** Looked at by configuration; nobody follows them. */
  let configured: ReadonlySet<string>;
  try {
    configured = await begin();
  } catch (thrown) {
    await stop();
    throw thrown;
  }

  return {
    pool,
    follow,
    async unfollow(address) {
      await clients.storage.unfollowAddress({ address });
      book.remove(address);
      for (const one of sockets) one.remove(address);
    },
    followed: () => book.tell(pipeline.trouble !== null).filter(({ address }) => !configured.has(address)),
    endpoints: () => endpoints.map((endpoint, i) => endpoint.tell(sockets[i]?.subscriptions ?? 0)),
    get trouble() {
      return pipeline.trouble;
    },
    get waiting() {
      return queue.size;
    },
    get incomplete() {
      const since = clock.monotonicMs() - INCOMPLETE_MS;
      return book.entries.filter(({ saidAtMs }) => saidAtMs !== null && saidAtMs >= since).length;
    },
    async stop() {
      await stop();
      await saveScanned().catch(() => {});
    },
  };
}
