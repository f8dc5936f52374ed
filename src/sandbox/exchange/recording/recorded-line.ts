// One line of a recording: the local time in ns, and the message as it came.
import type { MarketKind } from '../../market/instrument.ts';

export type RecordedLine = {
  readonly atNs: bigint;
  /** As received. */
  readonly json: string;
  /** Undefined for an answer of REST. */
  readonly stream: string | undefined;
};

export type RecordedData = {
  readonly e?: string;
  readonly E?: number;
  readonly T?: number;
  readonly s?: string;
  readonly symbol?: string;
  readonly U?: number;
  readonly u?: number;
  readonly pu?: number;
  readonly b?: unknown;
  readonly a?: unknown;
  readonly lastUpdateId?: number;
  readonly bids?: readonly (readonly [string, string])[];
  readonly asks?: readonly (readonly [string, string])[];
  readonly t?: number;
  readonly p?: string;
  readonly q?: string;
  readonly m?: boolean;
  readonly M?: boolean;
  readonly X?: string;
  readonly f?: number;
  readonly l?: number;
};

const combined = /^\{"stream":"([^"]+)","data":/;

/** Undefined for a line that is none. */
export function parseRecordedLine(line: string): RecordedLine | undefined {
  const space = line.indexOf(' ');
  const time = line.slice(0, space);
  if (space < 1 || !/^\d+$/.test(time)) return undefined;
  const json = line.slice(space + 1);
  return { atNs: BigInt(time), json, stream: combined.exec(json)?.[1] };
}

/** What stands behind `data`, as it came. */
export function dataTextOf({ json }: RecordedLine): string {
  return json.slice(json.indexOf('"data":') + 7, -1);
}

export function parseData(line: RecordedLine): RecordedData {
  return JSON.parse(line.stream === undefined ? line.json : dataTextOf(line)) as RecordedData;
}

/** Undefined where a message looks the same on several markets. */
export function kindOf(data: RecordedData): MarketKind | undefined {
  const symbol = data.s ?? data.symbol ?? '';
  if (/USD_(PERP|\d+)$/.test(symbol)) return 'coinm';
  if (data.e === 'depthUpdate') return data.pu === undefined ? 'spot' : 'usdm';
  if (data.e === 'trade' || data.e === 'aggTrade') return data.M === undefined ? 'usdm' : 'spot';
  if (data.e === undefined && data.b !== undefined) return 'spot';
  return data.e === 'bookTicker' ? 'usdm' : undefined;
}
