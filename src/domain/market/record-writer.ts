// Writes the records of one instrument into a sink, in one object that is used again and again.
import { type FeedKind, type FeedRecord, type FeedSink, type GapReason, gapReasons } from './feed-record.ts';

export type RecordWriter = {
  (kind: FeedKind, eventMs: number, receivedMs: number, price: number, size: number, id: number): void;
  /** What was written last. */
  readonly last: Readonly<FeedRecord>;
  /** At the time of the record before. */
  gap(reason: GapReason, lastId: number): void;
};

export function createRecordWriter(instrument: number, sink: FeedSink): RecordWriter {
  const record = { kind: 'gap' as FeedKind, instrument, eventMs: 0, receivedMs: 0, price: 0, size: 0, id: 0 };
  const write = (
    kind: FeedKind,
    eventMs: number,
    receivedMs: number,
    price: number,
    size: number,
    id: number,
  ) => {
    record.kind = kind;
    record.eventMs = eventMs;
    record.receivedMs = receivedMs;
    record.price = price;
    record.size = size;
    record.id = id;
    sink(record);
  };
  return Object.assign(write, {
    last: record as Readonly<FeedRecord>,
    gap(reason: GapReason, lastId: number) {
      write('gap', record.eventMs, record.receivedMs, 0, gapReasons.indexOf(reason), lastId);
    },
  });
}
