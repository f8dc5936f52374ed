import { type Encoding, printLevels } from './encoding.ts';

export const spot: Encoding = {
  usualDepthMs: 1000,
  depthMs: [100, 1000],
  klineMs: 1000,
  trade: ({ symbol }, { eventMs, atMs, id, price, size, isBuyerMaker }) =>
    `{"e":"trade","E":${eventMs},"s":"${symbol}","t":${id},"p":"${price}","q":"${size}","T":${atMs},"m":${isBuyerMaker},"M":true}`,
  aggTrade: ({ symbol }, { eventMs, atMs, id, price, size, firstId, lastId, isBuyerMaker }) =>
    `{"e":"aggTrade","E":${eventMs},"s":"${symbol}","a":${id},"p":"${price}","q":"${size}","f":${firstId},"l":${lastId},"T":${atMs},"m":${isBuyerMaker},"M":true}`,
  depth: ({ symbol }, { atMs, previousUpdateId, lastUpdateId, bids, asks }) =>
    `{"e":"depthUpdate","E":${atMs},"s":"${symbol}","U":${previousUpdateId + 1},"u":${lastUpdateId},"b":[${bids}],"a":[${asks}]}`,
  partialDepth: (_, { lastUpdateId, bids, asks }) =>
    `{"lastUpdateId":${lastUpdateId},"bids":[${printLevels(bids)}],"asks":[${printLevels(asks)}]}`,
  bookTicker: ({ symbol }, { updateId, bidPrice, bidSize, askPrice, askSize }) =>
    `{"u":${updateId},"s":"${symbol}","b":"${bidPrice}","B":"${bidSize}","a":"${askPrice}","A":"${askSize}"}`,
};
