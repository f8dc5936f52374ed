// What followed wallets do, read from storage behind each notice: each entry once, in the order of its number, also when notices are lost.
import type { z } from 'zod';
import type { ActivityRow, walletFilter } from '../../../api/solana-words.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Log } from '../../../core/log/log.ts';
import type { Client } from '../../../core/service.ts';
import type { WalletActivity } from '../../../domain/solana/followed.ts';
import type { chainContract } from '../../chain/contract.ts';
import { Topic } from '../live/topic.ts';
import type { GatewayParts } from '../parts.ts';
import { toActivityRow } from './to-activity-row.ts';
import { mintsOf, type TokenBook } from './token-book.ts';
import type { WalletLabels } from './wallet-labels.ts';

type Options = {
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: string;
  readonly chain: Pick<Client<typeof chainContract>, 'on'>;
  readonly storage: Pick<GatewayParts['storage'], 'walletActivity'>;
  readonly labels: WalletLabels;
  readonly book: TokenBook;
  /** A token that was traded and has no name yet. */
  readonly want: (mint: string) => void;
};

export type WalletTopic = {
  readonly topic: Topic;
  /** Of the last entry that was told; 0 before the first. */
  readonly seq: number;
  /** Reads what there is; rejects where storage is away. */
  begin(signal: AbortSignal): Promise<void>;
  stop(): void;
};

const KEPT = 1000;
const FIRST = 100;
const PAGE = 200;
/** Somebody who was told nothing asks by himself. */
const ASK_MS = 5000;
const DEADLINE_MS = 8000;

export function startWalletTopic(options: Options): WalletTopic {
  const { clock, log, epoch, chain, storage, labels, book, want } = options;
  /** Newest last. */
  let rows: ActivityRow[] | undefined;
  let seq = 0;
  let isReading = false;
  let isWanted = false;
  const topic = new Topic({
    name: 'walletActivity',
    epoch,
    snapshot: (filter) =>
      rows
        ?.filter((row) => fits(row, filter))
        .slice(-FIRST)
        .reverse(),
    narrow: (row, filter) => (fits(row as ActivityRow, filter) ? row : undefined),
  });

  const toRows = async (activity: readonly WalletActivity[]): Promise<ActivityRow[]> => {
    for (const { transaction } of activity) book.noteTransaction(transaction);
    await Promise.all([
      labels.fresh(),
      book.load(activity.flatMap(({ transaction }) => mintsOf(transaction))),
    ]);
    for (const { transaction } of activity)
      for (const { input, output } of transaction.trades)
        for (const { mint } of [input, output]) if (book.symbolOf(mint) === null) want(mint);
    return activity.map((each) => toActivityRow(each, labels.of(each.address), book));
  };

  const readOn = async (): Promise<void> => {
    for (let hasMore = true; hasMore; ) {
      const page = await storage.walletActivity({ afterSeq: seq, limit: PAGE }, { deadlineMs: DEADLINE_MS });
      const fresh = page.activity.filter((each) => each.seq > seq);
      for (const row of await toRows(fresh)) {
        rows?.push(row);
        topic.publish(row);
        seq = row.seq;
      }
      if (rows !== undefined && rows.length > 2 * KEPT) rows = rows.slice(-KEPT);
      hasMore = page.hasMore && fresh.length > 0;
    }
  };

  const read = async (): Promise<void> => {
    isWanted = true;
    if (isReading || rows === undefined) return;
    isReading = true;
    try {
      while (isWanted) {
        isWanted = false;
        await readOn();
      }
    } catch (error) {
      log.debug('what followed wallets do cannot be read at present', { err: error });
    } finally {
      isReading = false;
    }
  };

  const stopNotices = chain.on('activityRecorded', (notice) => {
    if (notice.seq > seq) void read();
  });
  const timer = clock.every(ASK_MS, () => void read());

  return {
    topic,
    get seq() {
      return seq;
    },
    async begin(signal) {
      const { activity } = await storage.walletActivity({ limit: PAGE }, { signal, deadlineMs: DEADLINE_MS });
      rows = await toRows([...activity].reverse());
      seq = rows.at(-1)?.seq ?? 0;
      topic.wake();
      void read();
    },
    stop() {
      stopNotices();
      timer.cancel();
    },
  };
}

function fits({ address }: ActivityRow, filter: unknown): boolean {
  const { wallet } = (filter ?? {}) as z.output<typeof walletFilter>;
  return wallet === undefined || wallet === address;
}
