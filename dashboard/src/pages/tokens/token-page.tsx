import { Link } from 'wouter';
import { useRead } from '../../api/queries.ts';
import type { TokenPrice, TokenView } from '../../api/solana.ts';
import { Figure, Figures } from '../../components/figure.tsx';
import { AddressText } from '../../components/solana/address-text.tsx';
import { ExplorerLink } from '../../components/solana/explorer-link.tsx';
import { Verdict } from '../../components/solana/verdict.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { UnknownFigure } from '../../components/unknown-figure.tsx';
import { formatMoney } from '../../format/number.ts';
import { ChartPanel } from './chart-panel.tsx';
import { Change, Price } from './launch-columns.tsx';
import { SafetyPanel } from './safety-panel.tsx';
import { HoldersPanel, PoolsPanel, TradesPanel } from './token-tables.tsx';
import styles from './tokens-page.module.css';
import { usePrices } from './use-prices.ts';

const REFETCH_MS = 15_000;

/** One token: price, safety, pools, holders, and who of the followed traded it. */
export function TokenPage({ mint }: { readonly mint: string }) {
  const { data, error, refetch } = useRead('GET /api/solana/tokens/{mint}', {
    input: { params: { mint } },
    refetchMs: REFETCH_MS,
  });
  const prices = usePrices(mint);
  if (error && !data)
    return <Failed what="The token could not be loaded" error={error} retry={() => void refetch()} />;
  if (!data) return <Loading lines={10} />;
  const { token, launch, report, priceSays } = data;
  const price = prices.get(mint) ?? data.price;
  return (
    <>
      <div className={styles.head}>
        <Link href="/tokens" className={styles.back}>
          ← All launched tokens
        </Link>
        <h1>
          <bdi>{token.symbol}</bdi>
        </h1>
        {token.name !== '' && (
          <span className="dim">
            <bdi>{token.name}</bdi>
          </span>
        )}
        <AddressText address={mint} what="mint" />
        <Verdict verdict={report?.verdict ?? null} score={report?.score ?? null} />
        <ExplorerLink kind="token" id={mint} />
      </div>
      <div className={styles.stack}>
        <Figures>
          <Figure
            label="Price, USD"
            note={price ? <PriceNote price={price} /> : (priceSays ?? 'no source tells one')}
          >
            <Price price={price} says={priceSays} />
          </Figure>
          <Figure label="In an hour">
            <Change name="Change in an hour" percent={price?.changeHourPercent ?? null} />
          </Figure>
          <Figure label="In a day">
            <Change name="Change in a day" percent={price?.changeDayPercent ?? null} />
          </Figure>
          <Figure label="Liquidity, USD">{formatMoney(price?.liquidityUsd, true)}</Figure>
          <Figure
            label="Launched"
            note={launch ? (launch.platform ?? 'by a program nobody here knows') : 'its launch was not seen'}
          >
            <Time atMs={launch?.launchedAtMs} />
          </Figure>
          <Figure label="Creator" note={<CreatorNote report={report} />}>
            {launch ? (
              <AddressText address={launch.creator} what="creator" />
            ) : (
              <UnknownFigure name="Creator" reason="Its launch was not seen." />
            )}
          </Figure>
        </Figures>
        <div className={styles.columns}>
          <div className={styles.stack}>
            <ChartPanel mint={mint} symbol={token.symbol} />
            <TradesPanel mint={mint} />
            <PoolsPanel view={data} />
          </div>
          <div className={styles.stack}>
            <SafetyPanel mint={mint} report={report} />
            <HoldersPanel view={data} />
          </div>
        </div>
      </div>
    </>
  );
}

/** What else this creator launched, as of the last check. */
function CreatorNote({ report }: Pick<TokenView, 'report'>) {
  const { creatorTokens } = report?.facts ?? {};
  if (!creatorTokens) return 'what it launched before is not known';
  return `launched ${creatorTokens.launched} before, ${creatorTokens.collapsed} of them collapsed`;
}

/** Who tells the price, how old it is, and whether they agree. */
function PriceNote({ price }: { readonly price: TokenPrice }) {
  const sources = price.sources.map(({ source }) => source).join(', ');
  return (
    <>
      {sources === '' ? 'no fresh source' : sources}, <Time atMs={price.atMs} />
      {price.isDisputed && `, sources disagree by ${((price.disagreementBps ?? 0) / 100).toFixed(1)} %`}
    </>
  );
}
