// The three long recordings, line by line in memory, read without anything of the product.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Instrument } from '../../../src/domain/market/instrument.ts';
import { recordedData } from '../../recorded-data.ts';

export type StreamName = 'depth' | 'trade' | 'bookTicker' | 'snapshot';
export type RecordedLine = {
  readonly stream: StreamName;
  readonly bytes: Buffer;
  readonly receivedMs: number;
  /** Of a trade; else 0. */
  readonly tradeId: number;
};
export type LongRecording = {
  readonly instrument: Instrument;
  readonly files: readonly string[];
  readonly golden: string;
};

const folder = 'market/feed_hftbacktest';
const binance = { origin: 'live', venue: 'binance' } as const;

export const longRecordings: readonly LongRecording[] = [
  {
    instrument: {
      ...{ ...binance, id: 'usdm:BTCUSDT', market: 'usdm', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT' },
      ...{ priceDecimals: 2, tickUnits: 10, sizeDecimals: 3, lotUnits: 1, contractSize: null },
    },
    files: ['usdm_btcusdt_20240808.jsonl.gz'],
    golden: 'usdm_btcusdt_20240808.golden.json',
  },
  {
    instrument: {
      ...{ ...binance, id: 'coinm:BTCUSD_PERP', market: 'coinm', symbol: 'BTCUSD_PERP', base: 'BTC' },
      ...{ quote: 'USD', priceDecimals: 1, tickUnits: 1, sizeDecimals: 0, lotUnits: 1, contractSize: 100 },
    },
    files: ['cm_btcusd_perp_20240808.jsonl.gz'],
    golden: 'cm_btcusd_perp_20240808.golden.json',
  },
  {
    instrument: {
      ...{ ...binance, id: 'spot:ETHUSDT', market: 'spot', symbol: 'ETHUSDT', base: 'ETH', quote: 'USDT' },
      // of a time when sizes had a digit more
      ...{ priceDecimals: 8, tickUnits: 1_000_000, sizeDecimals: 8, lotUnits: 1000, contractSize: null },
    },
    files: ['spot_ethusdt_20240808.jsonl.gz', 'spot_ethusdt_20240809.jsonl.gz'],
    golden: 'spot_ethusdt.golden.json',
  },
];

export function readGolden({ golden }: LongRecording): { top20_bids: unknown; top20_asks: unknown } {
  return JSON.parse(readFileSync(recordedData(`${folder}/${golden}`), 'utf8'));
}

export function readLines({ files }: LongRecording): RecordedLine[] {
  return files.flatMap((file) => toLines(gunzipSync(readFileSync(recordedData(`${folder}/${file}`)))));
}

function toLines(bytes: Buffer): RecordedLine[] {
  const lines: RecordedLine[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    const json = bytes.indexOf(123, from);
    const head = bytes.toString('latin1', json, Math.min(to, json + 60));
    const name = /^\{"stream":"\w+@(\w+)/.exec(head)?.[1];
    const stream = head.startsWith('{"lastUpdateId"') ? 'snapshot' : name;
    if (stream === 'depth' || stream === 'trade' || stream === 'bookTicker' || stream === 'snapshot')
      lines.push({
        stream,
        bytes: bytes.subarray(json, to),
        receivedMs: Number(bytes.toString('latin1', from, json)) / 1e6,
        tradeId: stream === 'trade' ? Number(/"t":(\d+)/.exec(bytes.toString('latin1', json, to))?.[1]) : 0,
      });
    from = to + 1;
  }
  return lines;
}
