import { printLevels } from '../encode/encoding.ts';
import { allKinds, type Endpoint } from './endpoint.ts';
import { Refusal } from './refusal.ts';

const SPOT_MOST = 5000;
const futuresLimits = [5, 10, 20, 50, 100, 500, 1000];

export const depth: Endpoint = {
  path: 'depth',
  kinds: allKinds,
  weight(query, kind) {
    const limit = Number(query.get('limit') ?? (kind === 'spot' ? 100 : 500));
    if (kind === 'spot') return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250;
    return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
  },
  answer({ params, kind }) {
    const { book, instrument } = params.symbol();
    const isSpot = kind === 'spot';
    const limit = isSpot ? params.limit(100, SPOT_MOST) : (params.integer('limit') ?? 500);
    params.ignore('symbolStatus');
    if (!isSpot && !futuresLimits.includes(limit))
      throw new Refusal(-4021, `'${limit}' is not valid depth limit.`);
    params.end();
    const snapshot = book(limit);
    if (!snapshot)
      throw new Refusal(-1001, 'Internal error; unable to process your request. Please try again.', 503);
    const { lastUpdateId, atMs, bids, asks } = snapshot;
    const times = isSpot ? '' : `"E":${atMs},"T":${atMs},`;
    const names = kind === 'coinm' ? `"symbol":"${instrument.symbol}","pair":"${instrument.pair}",` : '';
    return `{"lastUpdateId":${lastUpdateId},${times}${names}"bids":[${printLevels(bids)}],"asks":[${printLevels(asks)}]}`;
  },
};
