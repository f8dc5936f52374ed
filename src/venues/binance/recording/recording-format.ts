// How recordings name what was asked for, so that they are read like those of others.
import { formatDecimal } from '../../../domain/market/decimal.ts';
import type { MarketName } from '../../../domain/market/instrument.ts';
import type { RecordingFormat } from '../../venue-feed.ts';
import { marketFacts } from '../market-facts.ts';

export const recordingFormat: RecordingFormat = {
  bookAddress: (market, symbol, limit) => toAddress(market, `depth?symbol=${symbol}&limit=${limit}`),
  head: (market, instruments) => ({
    address: toAddress(market, 'exchangeInfo'),
    body: JSON.stringify({
      symbols: instruments.map(({ symbol, base, quote, contractSize, priceBand, ...steps }) => ({
        symbol,
        status: 'TRADING',
        baseAsset: base,
        quoteAsset: quote,
        ...(contractSize === null ? {} : { contractSize }),
        filters: [
          { filterType: 'PRICE_FILTER', tickSize: formatDecimal(steps.tickUnits, steps.priceDecimals) },
          {
            filterType: 'LOT_SIZE',
            stepSize: formatDecimal(steps.lotUnits, steps.sizeDecimals),
            maxQty: '0',
          },
          ...(priceBand
            ? [
                {
                  filterType: 'PERCENT_PRICE',
                  multiplierDown: String(priceBand.down),
                  multiplierUp: String(priceBand.up),
                },
              ]
            : []),
        ],
      })),
    }),
  }),
};

function toAddress(market: MarketName, path: string): string {
  const { endpoints, restPath } = marketFacts[market];
  return `${endpoints.rest}${restPath}/${path}`;
}
