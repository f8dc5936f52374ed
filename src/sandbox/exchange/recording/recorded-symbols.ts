// Which symbols a recording holds, and what REST knows of each while it is played.
import type { MarketKind } from '../../market/instrument.ts';
import { toScaled } from '../decimal-text.ts';
import { createSymbolRecord, type PrintedLevel, type SymbolRecord } from '../record/symbol-record.ts';
import { inferInstrument } from './infer-instrument.ts';
import { kindOf, parseData, type RecordedData, type RecordedLine } from './recorded-line.ts';
import { createReferenceBook } from './reference-book.ts';

export type RecordedSymbol = {
  readonly kind: MarketKind;
  readonly record: SymbolRecord;
  /** What a message changes for REST. */
  take(data: RecordedData): void;
  readonly lastUpdateId: number;
};

/** Messages that are looked at to learn the steps of a symbol. */
const LOOKS = 50;

type Found = {
  readonly kind: MarketKind;
  readonly symbol: string;
  readonly levels: PrintedLevel[];
  hasTrades: boolean;
  looks: number;
};

export function findSymbols(lines: readonly RecordedLine[], usual: MarketKind | undefined): RecordedSymbol[] {
  const found = new Map<string, Found>();
  const snapshots: RecordedData[] = [];
  for (const line of lines) {
    const [lower = '', channel = ''] = line.stream?.split('@') ?? [];
    const before = found.get(lower);
    if (before && channel === 'trade') before.hasTrades = true;
    if (before && (before.looks > LOOKS || !channel.startsWith('depth'))) continue;
    const data = parseData(line);
    if (line.stream === undefined) {
      if (data.lastUpdateId !== undefined) snapshots.push(data);
      continue;
    }
    const kind = kindOf(data) ?? usual;
    if (!kind || data.s === undefined) continue;
    const one = before ?? { kind, symbol: data.s, levels: [], hasTrades: channel === 'trade', looks: 0 };
    found.set(lower, one);
    if (data.e !== 'depthUpdate') continue;
    one.looks++;
    one.levels.push(...(data.b as PrintedLevel[]), ...(data.a as PrintedLevel[]));
  }
  return [...found.values()].map((one) =>
    createRecordedSymbol(one, found.size === 1 ? snapshots[0] : undefined),
  );
}

/** `first` is answered to who asks before the recording has come to it. */
function createRecordedSymbol(found: Found, first: RecordedData | undefined): RecordedSymbol {
  const { kind, symbol, levels, hasTrades } = found;
  const instrument = inferInstrument(kind, symbol, levels);
  const book = createReferenceBook();
  const early = createReferenceBook();
  if (first) early.applySnapshot(first);
  const record = createSymbolRecord(instrument, { book: (limit) => book.read(limit) ?? early.read(limit) });
  const { priceDecimals, tickUnits, sizeDecimals, lotUnits } = instrument;
  let lastUpdateId = 0;
  const takeTrade = ({
    e,
    t = 0,
    p = '0',
    q = '0',
    T: atMs = 0,
    m: isBuyerMaker = false,
    ...data
  }: RecordedData) => {
    const ticks = Number(toScaled(p, priceDecimals)) / tickUnits;
    const lots = Number(toScaled(q, sizeDecimals)) / lotUnits;
    const fill = { atMs, ticks, lots, isBuyerMaker };
    if (e === 'trade') return record.addTrade({ type: 'trade', tradeId: t, ...fill });
    const { a, f: firstId = 0, l: lastId = 0 } = data;
    record.aggTrades.push({ type: 'aggTrade', aggId: Number(a), firstId, lastId, ...fill });
    if (!hasTrades) record.addTrade({ type: 'trade', tradeId: lastId, ...fill });
  };
  return {
    kind,
    record,
    get lastUpdateId() {
      return lastUpdateId;
    },
    take(data) {
      if (data.lastUpdateId !== undefined) book.applySnapshot(data);
      else if (data.e === 'depthUpdate') {
        lastUpdateId = data.u ?? lastUpdateId;
        book.applyUpdate(data);
      } else if (data.e === 'trade' || data.e === 'aggTrade') takeTrade(data);
    },
  };
}
