import type { Instrument } from '../../../domain/market/instrument.ts';

export const bitcoin: Instrument = {
  ...{ id: 'usdm:BTCUSDT', origin: 'live', venue: 'binance', market: 'usdm', symbol: 'BTCUSDT' },
  ...{ base: 'BTC', quote: 'USDT', priceDecimals: 2, tickUnits: 10, sizeDecimals: 3, lotUnits: 1 },
  contractSize: null,
};
