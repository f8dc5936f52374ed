// Futures print alike; those with coin margin name the pair beside the symbol.
import { type Encoding, type Names, printLevels } from './encoding.ts';

export const usdm: Encoding = {
  ...createFutures(() => ''),
  bookTicker: ({ symbol }, { atMs, updateId, bidPrice, bidSize, askPrice, askSize }) =>
    `{"e":"bookTicker","u":${updateId},"s":"${symbol}","b":"${bidPrice}","B":"${bidSize}","a":"${askPrice}","A":"${askSize}","T":${atMs},"E":${atMs}}`,
};

export const coinm: Encoding = {
  ...createFutures(({ pair }) => `"ps":"${pair}",`),
  bookTicker: ({ symbol, pair }, { atMs, updateId, bidPrice, bidSize, askPrice, askSize }) =>
    `{"u":${updateId},"e":"bookTicker","s":"${symbol}","ps":"${pair}","b":"${bidPrice}","B":"${bidSize}","a":"${askPrice}","A":"${askSize}","T":${atMs},"E":${atMs}}`,
};

function createFutures(printPair: (names: Names) => string): Omit<Encoding, 'bookTicker'> {
  return {
    usualDepthMs: 250,
    depthMs: [0, 100, 250, 500],
    klineMs: 250,
    trade: ({ symbol }, { eventMs, atMs, id, price, size, isBuyerMaker }) =>
      `{"e":"trade","E":${eventMs},"T":${atMs},"s":"${symbol}","t":${id},"p":"${price}","q":"${size}","X":"MARKET","m":${isBuyerMaker}}`,
    aggTrade: ({ symbol }, { eventMs, atMs, id, price, size, firstId, lastId, isBuyerMaker }) =>
      `{"e":"aggTrade","E":${eventMs},"a":${id},"s":"${symbol}","p":"${price}","q":"${size}","f":${firstId},"l":${lastId},"T":${atMs},"m":${isBuyerMaker}}`,
    depth: (names, { atMs, firstUpdateId, lastUpdateId, previousUpdateId, bids, asks }) =>
      `{"e":"depthUpdate","E":${atMs},"T":${atMs},"s":"${names.symbol}",${printPair(names)}"U":${firstUpdateId},"u":${lastUpdateId},"pu":${previousUpdateId},"b":[${bids}],"a":[${asks}]}`,
    partialDepth: (names, { atMs, lastUpdateId, bids, asks }, previousUpdateId) =>
      `{"e":"depthUpdate","E":${atMs},"T":${atMs},"s":"${names.symbol}",${printPair(names)}"U":${previousUpdateId + 1},"u":${lastUpdateId},"pu":${previousUpdateId},"b":[${printLevels(bids)}],"a":[${printLevels(asks)}]}`,
  };
}
