// Followed wallets: who they are, what they did, won and hold.
import type { WalletRow } from '../../../../api/solana-words.ts';
import { AppError, toAppError } from '../../../../core/errors.ts';
import type { FollowedState } from '../../../../domain/solana/followed.ts';
import { WRAPPED_SOL } from '../../../../domain/solana/programs.ts';
import { toExactAmount } from '../../../../domain/solana/token-amount.ts';
import type { WalletTrade } from '../../../../domain/solana/wallet-trade.ts';
import type { GatewayParts } from '../../parts.ts';
import { readAllPages } from '../../solana/read-all-pages.ts';
import { tradePages } from '../../solana/read-gains.ts';
import { priceSays, readPrices } from '../../solana/read-prices.ts';
import type { SolanaSide } from '../../solana/start-solana-side.ts';
import { toActivityRow } from '../../solana/to-activity-row.ts';
import { toValueUsd } from '../../solana/to-value-usd.ts';
import { mintsOf } from '../../solana/token-book.ts';
import { tradesHead, tradesToCsv } from '../../solana/trades-to-csv.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Parts = Pick<GatewayParts, 'storage' | 'chain' | 'pricer'>;
type Handlers = Pick<
  RouteHandlers,
  | 'wallets'
  | 'followWallet'
  | 'changeWallet'
  | 'unfollowWallet'
  | 'walletGains'
  | 'walletHoldings'
  | 'walletTradesAsCsv'
  | 'walletActivity'
>;

const DEADLINE = { deadlineMs: 8000 };
const SHORT = { deadlineMs: 2000 };
/** Beyond these the list does not count what was won: it is asked for wallet by wallet. */
const MAX_COUNTED = 100;
/** Of a wallet, SOL first. */
const MAX_PRICED = 200;
const MAX_CSV_ROWS = 1_000_000;

export function solanaWalletRoutes({ storage, chain, pricer }: Parts, side: SolanaSide): Handlers {
  const { book, labels, readGains } = side;
  /** The change itself is the chain's; who made it is entered behind it. */
  const note = (entry: Parameters<Parts['storage']['recordAudit']>[0]): Promise<void> => {
    labels.outdate();
    return storage.recordAudit(entry);
  };
  const known = async (wallet: string) => {
    const followed = await readAllPages((page) => storage.followedAddresses(page, DEADLINE));
    const found = followed.find(({ address, kind }) => address === wallet && kind === 'wallet');
    if (found === undefined) throw new AppError('ROW_UNKNOWN', 'This wallet is not followed.');
    return found;
  };

  const toLines = async (trades: readonly WalletTrade[]): Promise<string> => {
    await book.load(trades.flatMap(({ token, quote }) => [token, quote]));
    return tradesToCsv(trades, book);
  };

  return {
    async wallets() {
      const states = await readStates(storage, chain);
      return Promise.all(
        states.map(async (state, i): Promise<WalletRow> => {
          if (i >= MAX_COUNTED)
            return { ...state, trades: null, gains: null, gainsSay: 'Open the wallet to have it counted.' };
          try {
            const { trades, totals } = await readGains(state.address);
            return { ...state, trades, gains: totals, gainsSay: null };
          } catch (error) {
            return { ...state, trades: null, gains: null, gainsSay: toAppError(error).message };
          }
        }),
      );
    },
    async followWallet({ body: { address, label, priority } }, { by }) {
      await chain.follow({ address, kind: 'wallet', label, priority }, DEADLINE);
      await note({ by, action: 'followWallet', target: `wallet:${address}`, details: { label, priority } });
    },
    async changeWallet({ params: { wallet }, body }, { by }) {
      const { label, priority } = await known(wallet);
      const next = { label: body.label ?? label, priority: body.priority ?? priority };
      await chain.follow({ address: wallet, kind: 'wallet', ...next }, DEADLINE);
      await note({ by, action: 'changeWallet', target: `wallet:${wallet}`, details: next });
    },
    async unfollowWallet({ params: { wallet } }, { by }) {
      const { label } = await known(wallet);
      await chain.unfollow({ address: wallet }, DEADLINE);
      await note({ by, action: 'unfollowWallet', target: `wallet:${wallet}`, details: { label } });
    },
    walletGains: ({ params: { wallet } }) => readGains(wallet),
    async walletHoldings({ params: { wallet } }) {
      const held = await chain.holdings({ wallet }, DEADLINE);
      for (const { mint, decimals } of held) book.note(mint, { decimals });
      const mints = held.map(({ mint }) => mint);
      // Somebody may have been sent thousands of worthless ones.
      const priced = mints.slice(0, MAX_PRICED);
      const [prices] = await Promise.all([readPrices(pricer, priced), book.load(priced)]);
      side.watch(priced);
      return held
        .map(({ mint, amount, decimals }) => {
          const priceUsd = prices.byMint.get(mint)?.priceUsd ?? null;
          const valueUsd = priceUsd === null ? null : toValueUsd(toExactAmount(amount, decimals), priceUsd);
          const says = priceSays(prices, mint);
          return { token: book.nameOf(mint), amount: amount.toString(), priceUsd, valueUsd, says };
        })
        .sort(
          (a, b) =>
            Number(b.token.mint === WRAPPED_SOL) - Number(a.token.mint === WRAPPED_SOL) ||
            Number(b.valueUsd ?? 0) - Number(a.valueUsd ?? 0),
        );
    },
    async walletTradesAsCsv({ params: { wallet } }) {
      const pages = tradePages(storage, wallet, MAX_CSV_ROWS);
      // What fails at once is told as a failure, not as a file that breaks off.
      const first = await pages.next();
      return (async function* () {
        yield tradesHead;
        if (first.done) return;
        yield await toLines(first.value);
        for await (const page of pages) yield await toLines(page);
      })();
    },
    async walletActivity({ query: { wallet, ...place } }) {
      const wish = { ...place, ...(wallet === undefined ? {} : { address: wallet }) };
      const { activity, hasMore } = await storage.walletActivity(wish, DEADLINE);
      for (const { transaction } of activity) book.noteTransaction(transaction);
      await Promise.all([
        labels.fresh(),
        book.load(activity.flatMap(({ transaction }) => mintsOf(transaction))),
      ]);
      return {
        activity: activity.map((each) => toActivityRow(each, labels.of(each.address), book)),
        hasMore,
      };
    },
  };
}

/** Those of storage, with what the chain says of them; while that is away they wait. */
async function readStates(storage: Parts['storage'], chain: Parts['chain']): Promise<FollowedState[]> {
  const [followed, told] = await Promise.all([
    readAllPages((page) => storage.followedAddresses(page, DEADLINE)),
    readAllPages((page) => chain.followed(page, SHORT)).catch(toAppError),
  ]);
  const away = told instanceof AppError ? `Nobody follows it at present: ${told.message}` : null;
  const states = new Map(told instanceof AppError ? [] : told.map((state) => [state.address, state]));
  return followed
    .filter(({ kind }) => kind === 'wallet')
    .map(({ fromSlot: _, says, ...address }) => {
      const waiting = { ...address, state: 'waiting' as const, lastSeenMs: null, says: away ?? says };
      return states.get(address.address) ?? waiting;
    });
}
