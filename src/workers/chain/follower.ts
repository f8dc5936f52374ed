// Follows addresses: pushes and discovery in, recorded transactions out, each once and in the order of the chain.
import { AppError, toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { DecodedTransaction } from '../../domain/solana/decoded.ts';
import type { EndpointState, FollowedAddress, FollowedState } from '../../domain/solana/followed.ts';
import type { decoderContract } from '../decoder/contract.ts';
import type { storageContract } from '../storage/contract.ts';
import { createAddressBook, type Entry } from './follow/address-book.ts';
import { createDiscovery } from './follow/discovery.ts';
import { createFinality } from './follow/finality.ts';
import type { Cursor } from './follow/page-back.ts';
import { createPipeline } from './follow/pipeline.ts';
import { createWorkQueue } from './follow/work-queue.ts';
import { isLaunchLog } from './launch-logs.ts';
import { createEndpointPool, type EndpointPool } from './rpc/endpoint-pool.ts';
import { createPushSockets, type Push } from './rpc/push-sockets.ts';
import type { RpcEndpoint } from './rpc/rpc-endpoint.ts';
import type { ChainSettings } from './settings.ts';

export type FollowerDoors = Pick<
  Context<never, { storage: typeof storageContract; decoder: typeof decoderContract }>,
  'clients' | 'clock' | 'log' | 'outside'
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
  stop(): Promise<void>;
};

/** Everything of all wallets is recorded up to this slot: the name of the cursor in storage. */
const SCANNED = 'chain.scanned';
const PAGE = 1000;
/** That the first ones were followed. */
const BEGUN = 'chain.begun';
const HOUSEKEEPING_MS = 2000;
/** Nodes that push: what one is late with, the other tells. */
const PUSHING = 2;
const unknown = { cursor: null, fromSlot: 0, says: null };
/** Signatures are remembered for so many slots, longer than any push is late. */
const REMEMBERED_SLOTS = 600;

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
  const queue = createWorkQueue();
  const finality = createFinality(pool);
  const launchesOnly = new Set(
    settings.programs.filter(({ what }) => what === 'launches').map(({ address }) => address),
  );

  const pipeline = createPipeline(doors, {
    queue,
    pool,
    commitment,
    isRecorded: (address) => book.get(address)?.followed.kind === 'wallet',
    onRecorded(works, transactions, seq) {
      for (const { signature, slot, addresses, isLate } of works) {
        finality.add(signature, slot);
        for (const address of addresses) {
          const entry = book.get(address);
          if (entry === undefined) continue;
          entry.lastSeenMs = clock.now();
          if (!isLate) entry.cursor = { signature, slot };
        }
      }
      handlers.onRecorded(seq);
      handlers.onTransactions(transactions);
    },
    onGivenUp({ signature, addresses }) {
      book.unsee(signature);
      log.warn('a transaction that was announced never came: its branch of the chain ended', {
        signature,
        addresses: [...addresses],
      });
    },
  });

  const enqueue = (entry: Entry, { signature, slot }: Cursor): void => {
    const { address } = entry.followed;
    if (!book.see(address, signature, slot)) return;
    queue.add({ signature, slot, address, isLate: slot < entry.lastSlot });
    entry.lastSlot = Math.max(entry.lastSlot, slot);
    pipeline.wake();
  };
  const discovery = createDiscovery(doors, {
    pool,
    book,
    commitment,
    pollMs: settings.pollMs,
    discovery: settings.discovery,
    found: enqueue,
    caughtUp(entry, says) {
      entry.mode = 'live';
      for (const at of entry.held.splice(0)) enqueue(entry, at);
      if (says === entry.says) return;
      entry.says = says;
      const { address } = entry.followed;
      if (says !== null) log.warn(says, { address });
      clients.storage.restartCursor({ address, cursor: null, says }).catch(() => {});
    },
  });
  const pushHandlers = {
    onTransaction(address: string, push: Push) {
      const entry = book.get(address);
      if (entry !== undefined) onPush(entry, push);
    },
    onReady(addresses: readonly string[]) {
      for (const entry of entriesOf(addresses)) {
        entry.pushes += 1;
        discovery.check(entry);
      }
    },
    onAway(addresses: readonly string[]) {
      for (const entry of entriesOf(addresses)) entry.pushes -= 1;
    },
  };
  const entriesOf = (addresses: readonly string[]) =>
    addresses.map((address) => book.get(address)).filter((entry) => entry !== undefined);
  const pushOptions = { perSocket: settings.subscriptionsPerSocket, commitment };
  const sockets = endpoints.slice(0, PUSHING).map((endpoint) =>
    createPushSockets(doors, endpoint, pushOptions, {
      ...pushHandlers,
      onSlot: (slot) => endpoint.noteSlot(slot),
    }),
  );
  const onPush = (entry: Entry, { signature, slot, isFailed, logs }: Push): void => {
    const { address, kind } = entry.followed;
    if (kind === 'program' && (isFailed || (launchesOnly.has(address) && !isLaunchLog(logs)))) return;
    if (entry.mode === 'live') enqueue(entry, { signature, slot });
    else entry.held.push({ signature, slot });
  };

  const housekeeping = clock.every(HOUSEKEEPING_MS, () => {
    const head = pool.slot;
    book.forget(head - REMEMBERED_SLOTS);
    takeBack(head).catch((thrown: unknown) => {
      log.debug(`whether transactions are final is not known: ${toAppError(thrown).message}`);
    });
    saveScanned().catch(() => {});
  });
  const takeBack = async (head: number): Promise<void> => {
    for (const signature of await finality.check(head, stopping.signal)) {
      const { isWithdrawn } = await clients.storage.withdrawTransaction({ signature });
      book.unsee(signature);
      if (!isWithdrawn) continue;
      log.warn('the chain took a transaction back', { signature });
      const { activity } = await clients.storage.walletActivity({ limit: 1 });
      handlers.onRecorded(activity[0]?.seq ?? 0);
    }
  };
  let saved: string | null = null;
  const saveScanned = async (): Promise<void> => {
    const { scannedSlot } = discovery;
    if (scannedSlot === null) return;
    const upTo = String(Math.min(scannedSlot, queue.oldestSlot() - 1));
    if (saved !== null && Number(upTo) <= Number(saved)) return;
    await clients.storage.advanceCursor({ name: SCANNED, from: saved, to: upTo });
    saved = upTo;
  };

  const known = await readFollowed(clients.storage);
  for (const { cursor, fromSlot, says, ...followed } of known) book.put(followed, { cursor, fromSlot, says });
  const programs = settings.programs.filter(({ address }) => !book.has(address));
  for (const { address } of programs)
    book.put({ address, kind: 'program', label: '', priority: 3, addedAtMs: clock.now() }, unknown);
  saved = await clients.storage.cursor({ name: SCANNED });
  for (const { followed } of book.entries) for (const one of sockets) one.add(followed.address);
  await discovery.start(saved === null ? null : Number(saved));

  const follow = async (wanted: Omit<FollowedAddress, 'addedAtMs'>): Promise<void> => {
    const { address } = wanted;
    const entry = book.get(address);
    const cursor = entry === undefined ? await newestOf(pool, address, commitment) : null;
    await clients.storage.followAddress({ ...wanted, cursor });
    if (entry !== undefined) {
      entry.followed = { ...entry.followed, ...wanted };
      return;
    }
    const added = book.put(
      { ...wanted, addedAtMs: clock.now() },
      { ...unknown, cursor, fromSlot: cursor?.slot ?? 0 },
    );
    for (const one of sockets) one.add(address);
    discovery.check(added);
  };
  await followInitial(clients.storage, settings.initial, known.length > 0, follow);

  return {
    pool,
    follow,
    async unfollow(address) {
      await clients.storage.unfollowAddress({ address });
      book.remove(address);
      for (const one of sockets) one.remove(address);
    },
    followed: () => book.tell(pipeline.trouble !== null).filter(({ label }) => label !== ''),
    endpoints: () => endpoints.map((endpoint, i) => endpoint.tell(sockets[i]?.subscriptions ?? 0)),
    get trouble() {
      return pipeline.trouble;
    },
    get waiting() {
      return queue.size;
    },
    async stop() {
      stopping.abort();
      housekeeping.cancel();
      await Promise.all([discovery.stop(), pipeline.stop(), ...sockets.map((one) => one.close())]);
      await saveScanned().catch(() => {});
    },
  };
}

type Known = Awaited<ReturnType<FollowerDoors['clients']['storage']['followedAddresses']>>;

async function readFollowed(storage: FollowerDoors['clients']['storage']): Promise<Known> {
  const known: Known = [];
  for (;;) {
    const page = await storage.followedAddresses({ after: known.at(-1)?.address ?? '', limit: PAGE });
    if (page.length === 0) return known;
    known.push(...page);
  }
}

/** Those to begin with, once in the life of a database. */
async function followInitial(
  storage: FollowerDoors['clients']['storage'],
  initial: ChainSettings['initial'],
  isFollowing: boolean,
  follow: Follower['follow'],
): Promise<void> {
  if (initial.length === 0 || isFollowing || (await storage.cursor({ name: BEGUN })) !== null) return;
  for (const { address, label } of initial) await follow({ address, label, kind: 'wallet', priority: 2 });
  await storage.advanceCursor({ name: BEGUN, from: null, to: 'true' });
}

/** Where to begin: what came before is not asked for. Null for an address that never had a transaction. */
async function newestOf(pool: EndpointPool, address: string, commitment: string): Promise<Cursor | null> {
  const params = [address, { limit: 1, commitment }];
  const rows = await pool.call({ method: 'getSignaturesForAddress', params });
  const [newest] = Array.isArray(rows) ? (rows as Partial<Cursor>[]) : [];
  if (newest === undefined) return null;
  const { signature, slot } = newest;
  if (typeof signature !== 'string' || typeof slot !== 'number')
    throw new AppError('RPC_REFUSED', 'The node answered something else than signatures.');
  return { signature, slot };
}
