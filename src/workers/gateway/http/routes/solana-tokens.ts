// Tokens of Solana: launches, prices, pools, safety; transactions; how nodes, programs and sources of prices do.
import { AppError } from '../../../../core/errors.ts';
import { toDecodedJson } from '../../../../domain/solana/decoded-json.ts';
import { describeTrade, toPlainText } from '../../../../domain/solana/describe-trade.ts';
import type { GatewayParts } from '../../parts.ts';
import { programsOf, titleOf } from '../../solana/platform-names.ts';
import { priceSays, readPrices } from '../../solana/read-prices.ts';
import type { SolanaSide } from '../../solana/start-solana-side.ts';
import { parseReport, toSafetyView } from '../../solana/to-safety-view.ts';
import { mintsOf } from '../../solana/token-book.ts';
import { toTokenRows } from '../../solana/token-rows.ts';
import type { RouteHandlers } from '../route-handler.ts';

type Parts = Pick<GatewayParts, 'storage' | 'chain' | 'decoder' | 'pricer'>;
type Handlers = Pick<
  RouteHandlers,
  | 'mints'
  | 'mint'
  | 'mintCandles'
  | 'mintTrades'
  | 'inspectMint'
  | 'solanaTransaction'
  | 'solanaEndpoints'
  | 'solanaPrograms'
  | 'priceFeeds'
>;

const DEADLINE = { deadlineMs: 5000 };
const INSPECTION = { deadlineMs: 20_000 };
const intervalsMs = { '1m': 60_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000 } as const;

export function solanaTokenRoutes({ storage, chain, decoder, pricer }: Parts, side: SolanaSide): Handlers {
  const { book, labels } = side;
  return {
    async mints({ query: { platform, ...wish } }) {
      const programs = platform === undefined ? undefined : [...programsOf(platform)];
      const known = await storage.knownTokens({ ...wish, programs }, DEADLINE);
      side.watch(known.map(({ mint }) => mint));
      return toTokenRows({ storage, pricer, book }, known);
    },
    async mint({ params: { mint } }) {
      side.watch([mint]);
      const [known, stored, pools, prices] = await Promise.all([
        storage.knownTokens({ mints: [mint], limit: 1 }, DEADLINE),
        storage.tokenReport({ mint }, DEADLINE),
        storage.knownPools({ mints: [mint] }, DEADLINE),
        readPrices(pricer, [mint]),
        book.load([mint]),
      ]);
      const [launch = null] = await toTokenRows({ storage, pricer, book }, known);
      return {
        token: book.nameOf(mint),
        launch,
        price: prices.byMint.get(mint) ?? null,
        priceSays: priceSays(prices, mint),
        pools: pools.map((pool) => ({ ...pool, platform: titleOf(pool.program) })),
        report: parseReport(stored?.payload) ?? null,
      };
    },
    mintCandles: ({ params: { mint }, query: { interval, beforeMs = null, limit } }) =>
      pricer.candles({ mint, intervalMs: intervalsMs[interval], beforeMs, limit }, DEADLINE),
    async mintTrades({ params: { mint }, query: { limit } }) {
      const [{ trades }] = await Promise.all([
        storage.walletTrades({ token: mint, isNewestFirst: true, limit }, DEADLINE),
        labels.fresh(),
      ]);
      await book.load([mint, ...trades.map(({ quote }) => quote)]);
      return trades.map(({ token, quote, tokenAmount, quoteAmount, slot: _, ...trade }) => ({
        ...trade,
        label: labels.of(trade.address),
        token: book.nameOf(token),
        quote: book.nameOf(quote),
        tokenAmount: tokenAmount.toString(),
        quoteAmount: quoteAmount.toString(),
      }));
    },
    async inspectMint({ params: { mint } }) {
      const report = await chain.inspectToken({ mint, maxAgeMs: 0 }, INSPECTION);
      book.note(mint, { ...report.facts.metadata, decimals: report.facts.decimals });
      return toSafetyView(report);
    },
    async solanaTransaction({ params: { signature } }) {
      const recorded = await storage.chainTransaction({ signature }, DEADLINE);
      const decoded = recorded?.transaction ?? (await chain.transaction({ signature }, DEADLINE));
      if (decoded === undefined) throw new AppError('TRANSACTION_UNKNOWN');
      book.noteTransaction(decoded);
      await book.load(mintsOf(decoded));
      const traders = [...new Set(decoded.trades.map(({ trader }) => trader))];
      const payer = decoded.changes[0]?.wallet ?? '';
      const told = (traders.length > 0 ? traders : [payer]).map((address) => {
        const { deed, says } = describeTrade(decoded, address === '' ? null : address, book);
        return { address, deed, says: [...says], plain: toPlainText(says) };
      });
      const { slot, blockTimeMs: atMs, status } = decoded;
      return {
        signature,
        slot,
        atMs,
        status,
        isWithdrawn: (recorded?.withdrawnAtMs ?? null) !== null,
        says: told,
        decoded: JSON.parse(toDecodedJson(decoded)),
      };
    },
    solanaEndpoints: () => chain.endpoints(undefined, DEADLINE),
    solanaPrograms: () => decoder.programs(undefined, DEADLINE),
    priceFeeds: () => pricer.feeds(undefined, DEADLINE),
  };
}
