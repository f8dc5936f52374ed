// Withdraws what the chain took back, and has whom it concerned asked for anew: it may have landed again meanwhile.
import type { Log } from '../../../core/log/log.ts';
import type { Client } from '../../../core/service.ts';
import type { storageContract } from '../../storage/contract.ts';
import type { AddressBook, Entry } from './address-book.ts';
import type { Finality } from './finality.ts';
import { readFollowed } from './read-followed.ts';

export type TakeBackOptions = {
  readonly storage: Pick<
    Client<typeof storageContract>,
    'withdrawTransaction' | 'walletActivity' | 'followedAddresses'
  >;
  readonly log: Log;
  readonly finality: Finality;
  readonly book: AddressBook;
  ask(entry: Entry): void;
  onWithdrawn(seq: number, addresses: readonly string[]): void;
};

const RECENT_SLOTS = 64;
const PAGE = 500;
const MAX_PAGES = 20;

export function createTakeBack({ storage, log, finality, book, ask, onWithdrawn }: TakeBackOptions) {
  /** Cursors that stood on it stand where storage put them. */
  const stepBack = async (signature: string): Promise<void> => {
    const concerned = book.entries.filter(({ cursor }) => cursor?.signature === signature);
    if (concerned.length === 0) return;
    const kept = new Map(
      (await readFollowed(storage)).map(({ address, cursor }) => [address, cursor] as const),
    );
    for (const entry of concerned) {
      if (entry.cursor?.signature === signature) entry.cursor = kept.get(entry.followed.address) ?? null;
      ask(entry);
    }
  };
  return {
    /** What was recorded shortly before the last stop may have been taken back since. */
    async remember(): Promise<void> {
      let beforeSeq: number | undefined;
      let newest = 0;
      for (let page = 0; page < MAX_PAGES; page++) {
        const { activity, hasMore } = await storage.walletActivity({
          limit: PAGE,
          ...(beforeSeq === undefined ? {} : { beforeSeq }),
        });
        for (const { kind, transaction } of activity) {
          newest = Math.max(newest, transaction.slot);
          if (kind === 'transaction') finality.add(transaction.signature, transaction.slot);
        }
        const oldest = activity.at(-1);
        if (oldest === undefined || !hasMore || oldest.transaction.slot < newest - RECENT_SLOTS) return;
        beforeSeq = oldest.seq;
      }
    },
    async run(nowSlot: number, signal: AbortSignal): Promise<void> {
      for (const signature of await finality.check(nowSlot, signal)) {
        const { isWithdrawn } = await storage.withdrawTransaction({ signature });
        finality.settle(signature);
        book.unsee(signature);
        if (!isWithdrawn) continue;
        log.warn('the chain took a transaction back', { signature });
        const { activity } = await storage.walletActivity({ limit: PAGE });
        const told = activity.filter((one) => one.transaction.signature === signature);
        onWithdrawn(
          activity[0]?.seq ?? 0,
          told.map(({ address }) => address),
        );
        await stepBack(signature);
      }
    },
  };
}
