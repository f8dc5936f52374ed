// Streams of all symbols of a market at once, every second: statistics of the day and mark prices.
import type { MarketKind } from '../../market/instrument.ts';
import { printMarkPrice, printMiniTicker, printTicker } from '../encode/slow-messages.ts';
import { toDayStatistics } from '../record/day-statistics.ts';
import type { SymbolRecord } from '../record/symbol-record.ts';
import { type StreamHub, topicOf } from '../streams/hub.ts';

const kinds: readonly MarketKind[] = ['spot', 'usdm', 'coinm'];

/** Called every second of exchange time. */
export function publishAllSymbols(records: readonly SymbolRecord[], hub: StreamHub, nowMs: number): void {
  for (const kind of kinds) {
    const members = records.filter(({ instrument }) => instrument.kind === kind);
    const send = (stream: string, print: (record: SymbolRecord) => string | undefined) => {
      if (!hub.isHeard(topicOf(kind, stream))) return;
      const texts = members.flatMap((record) => print(record) ?? []);
      if (texts.length > 0) hub.publish(kind, stream, `[${texts.join(',')}]`);
    };
    send('!miniTicker@arr', (record) => {
      const day = toDayStatistics(record, nowMs);
      return day && printMiniTicker(record.instrument, day);
    });
    send('!ticker@arr', (record) => {
      const day = toDayStatistics(record, nowMs);
      return day && printTicker(record.instrument, day, undefined);
    });
    const printMark = ({ futures, instrument }: SymbolRecord) =>
      futures && printMarkPrice(instrument, futures.now, nowMs);
    send('!markPrice@arr@1s', printMark);
    if (Math.floor(nowMs / 1000) % 3 === 0) send('!markPrice@arr', printMark);
  }
}
