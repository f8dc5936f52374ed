// What can be traded, in which steps, and how often may be asked.
import type { Instrument } from '../../market/instrument.ts';
import { toDecimalText } from '../decimal-text.ts';
import type { RestContext } from './endpoint.ts';

const ONBOARD_MS = 1_569_398_400_000;
/** A perpetual contract is delivered on the last day of the century. */
const NEVER_MS = 4_133_404_800_000;

export function toExchangeInfo({ kind, records, params, nowMs, limits }: RestContext): unknown {
  const one = params.optionalSymbol();
  const some = kind === 'spot' ? params.symbols() : undefined;
  params.ignore('permissions', 'showPermissionSets', 'symbolStatus');
  const chosen = (kind === 'spot' && one ? [one] : some) ?? records;
  const weight = {
    ...{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1 },
    limit: limits[kind],
  };
  const orders = (interval: string, intervalNum: number, limit: number) => ({
    ...{ rateLimitType: 'ORDERS', interval, intervalNum, limit },
  });
  const symbols = chosen.map(({ instrument }) =>
    kind === 'spot' ? toSpotSymbol(instrument) : toFuturesSymbol(instrument),
  );
  if (kind === 'spot') {
    const rateLimits = [weight, orders('SECOND', 10, 100), orders('DAY', 1, 200_000)];
    const raw = { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61_000 };
    return {
      timezone: 'UTC',
      serverTime: nowMs,
      rateLimits: [...rateLimits, raw],
      exchangeFilters: [],
      symbols,
    };
  }
  const rateLimits = [weight, orders('MINUTE', 1, 1200), orders('SECOND', 10, 300)];
  const common = { timezone: 'UTC', serverTime: nowMs };
  if (kind === 'coinm') return { ...common, rateLimits, exchangeFilters: [], symbols };
  const assets = [{ asset: 'USDT', marginAvailable: true, autoAssetExchange: '-10000' }];
  return { ...common, futuresType: 'U_MARGINED', rateLimits, exchangeFilters: [], assets, symbols };
}

type Steps = {
  readonly tick: string;
  readonly lot: string;
  price(units: bigint): string;
  size(units: bigint): string;
};

function toSteps({ priceDecimals, tickUnits, sizeDecimals, lotUnits }: Instrument): Steps {
  const price = (units: bigint) => toDecimalText(units, priceDecimals);
  const size = (units: bigint) => toDecimalText(units, sizeDecimals);
  return { price, size, tick: price(BigInt(tickUnits)), lot: size(BigInt(lotUnits)) };
}

function toSpotSymbol(instrument: Instrument): object {
  const { symbol, base, quote, tickUnits, lotUnits } = instrument;
  const { tick, lot, price, size } = toSteps(instrument);
  return {
    symbol,
    status: 'TRADING',
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: [
      'LIMIT',
      'LIMIT_MAKER',
      'MARKET',
      'STOP_LOSS',
      'STOP_LOSS_LIMIT',
      'TAKE_PROFIT',
      'TAKE_PROFIT_LIMIT',
    ],
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      {
        ...{ filterType: 'PRICE_FILTER', minPrice: tick },
        ...{ maxPrice: price(BigInt(tickUnits) * 100_000_000n), tickSize: tick },
      },
      {
        ...{ filterType: 'LOT_SIZE', minQty: lot },
        ...{ maxQty: size(BigInt(lotUnits) * 900_000_000n), stepSize: lot },
      },
      { filterType: 'ICEBERG_PARTS', limit: 10 },
      {
        filterType: 'MARKET_LOT_SIZE',
        minQty: size(0n),
        maxQty: size(BigInt(lotUnits) * 10_000_000n),
        stepSize: size(0n),
      },
      {
        filterType: 'TRAILING_DELTA',
        minTrailingAboveDelta: 10,
        maxTrailingAboveDelta: 2000,
        minTrailingBelowDelta: 10,
        maxTrailingBelowDelta: 2000,
      },
      {
        filterType: 'PERCENT_PRICE_BY_SIDE',
        bidMultiplierUp: '5',
        bidMultiplierDown: '0.2',
        askMultiplierUp: '5',
        askMultiplierDown: '0.2',
        avgPriceMins: 5,
      },
      {
        filterType: 'NOTIONAL',
        minNotional: '5.00000000',
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
      { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 200 },
      { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 5 },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT'],
  };
}

function toFuturesSymbol(instrument: Instrument): object {
  const { symbol, pair, base, quote, kind, contractValue, tickUnits, lotUnits } = instrument;
  const { priceDecimals, sizeDecimals } = instrument;
  const { tick, lot, price, size } = toSteps(instrument);
  const isInverse = kind === 'coinm';
  const filters = [
    {
      filterType: 'PRICE_FILTER',
      minPrice: tick,
      maxPrice: price(BigInt(tickUnits) * 50_000_000n),
      tickSize: tick,
    },
    { filterType: 'LOT_SIZE', minQty: lot, maxQty: size(BigInt(lotUnits) * 1_000_000n), stepSize: lot },
    { filterType: 'MARKET_LOT_SIZE', minQty: lot, maxQty: size(BigInt(lotUnits) * 120_000n), stepSize: lot },
    { filterType: 'MAX_NUM_ORDERS', limit: 200 },
    { filterType: 'MAX_NUM_ALGO_ORDERS', limit: 20 },
    ...(isInverse ? [] : [{ filterType: 'MIN_NOTIONAL', notional: '5' }]),
    { filterType: 'PERCENT_PRICE', multiplierUp: '1.0500', multiplierDown: '0.9500', multiplierDecimal: '4' },
  ];
  return {
    symbol,
    pair,
    contractType: 'PERPETUAL',
    deliveryDate: NEVER_MS,
    onboardDate: ONBOARD_MS,
    ...(isInverse ? { contractStatus: 'TRADING', contractSize: contractValue } : { status: 'TRADING' }),
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: base,
    quoteAsset: quote,
    marginAsset: isInverse ? base : quote,
    pricePrecision: priceDecimals,
    quantityPrecision: sizeDecimals,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    underlyingSubType: ['PoW'],
    triggerProtect: '0.0500',
    liquidationFee: '0.015000',
    marketTakeBound: '0.05',
    filters,
    orderTypes: [
      'LIMIT',
      'MARKET',
      'STOP',
      'STOP_MARKET',
      'TAKE_PROFIT',
      'TAKE_PROFIT_MARKET',
      'TRAILING_STOP_MARKET',
    ],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  };
}
