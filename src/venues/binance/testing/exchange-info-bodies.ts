// Lists of instruments in the form of Binance's answers, written by hand from its documentation.

const spotFilters = (tickSize: string, stepSize: string, maxQty: string) => [
  { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize },
  { filterType: 'LOT_SIZE', minQty: stepSize, maxQty, stepSize },
  { filterType: 'ICEBERG_PARTS', limit: 10 },
  { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true },
];
const futureFilters = (tickSize: string, stepSize: string) => [
  { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '4529764', tickSize },
  { filterType: 'LOT_SIZE', minQty: stepSize, maxQty: '1000', stepSize },
  { filterType: 'MIN_NOTIONAL', notional: '100' },
];

export const spotInfo = {
  timezone: 'UTC',
  rateLimits: [
    { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 1200 },
    { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61_000 },
    'nonsense',
  ],
  symbols: [
    {
      ...{ symbol: 'BTCUSDT', status: 'TRADING', baseAsset: 'BTC', quoteAsset: 'USDT' },
      filters: spotFilters('0.01000000', '0.00001000', '9000.00000000'),
    },
    {
      ...{ symbol: 'PEPEUSDT', status: 'BREAK', baseAsset: 'PEPE', quoteAsset: 'USDT' },
      filters: spotFilters('0.00000001', '1.00000000', '92141578402.00000000'),
    },
    { symbol: 'NOFILTERS', status: 'TRADING', baseAsset: 'NO', quoteAsset: 'FILTERS', filters: [] },
    {
      ...{ symbol: 'ZEROTICK', status: 'TRADING', baseAsset: 'A', quoteAsset: 'B' },
      filters: spotFilters('0.00000000', '1.00000000', '1.0'),
    },
    null,
    'nonsense',
  ],
};

export const usdmInfo = {
  rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 }],
  symbols: [
    {
      ...{ symbol: 'BTCUSDT', status: 'TRADING', baseAsset: 'BTC', quoteAsset: 'USDT' },
      ...{ contractType: 'PERPETUAL', pricePrecision: 2, quantityPrecision: 3 },
      filters: futureFilters('0.10', '0.001'),
    },
  ],
};

export const coinmInfo = {
  rateLimits: [],
  symbols: [
    {
      ...{ symbol: 'BTCUSD_PERP', contractStatus: 'TRADING', baseAsset: 'BTC', quoteAsset: 'USD' },
      contractSize: 100,
      filters: futureFilters('0.1', '1').slice(0, 2),
    },
    {
      ...{ symbol: 'ETHUSD_PERP', contractStatus: 'TRADING', baseAsset: 'ETH', quoteAsset: 'USD' },
      filters: futureFilters('0.01', '1'),
    },
  ],
};
