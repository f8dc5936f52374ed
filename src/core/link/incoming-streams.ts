// The streams one service reads from another: woken by a doorbell, read a piece a turn, attached again after a restart.
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { leaveScope } from '../scope.ts';
import { createCopiedReader } from '../stream/copied-reader.ts';
import { createRingReader } from '../stream/ring-reader.ts';
import type { StreamReader } from '../stream/stream-transport.ts';
import type { CompiledContract, CompiledStream } from './compiled.ts';
import { type Batch, type FrameRead, frame } from './frames.ts';
import type { LinkEnd } from './link-end.ts';
import type { LinkMeters } from './meters.ts';

/** Records handed over before anything else on the thread gets its turn. */
const TURN_RECORDS = 1024;

export type StreamHandler = (record: unknown, sequence: number) => void;

type Reading = {
  readonly stream: CompiledStream;
  readonly handlers: Set<StreamHandler>;
  reader: StreamReader<unknown> | undefined;
  accept: ((chunk: { firstSequence: number; count: number; bytes: ArrayBuffer }) => void) | undefined;
  missed: number;
  isReading: boolean;
};

export class IncomingStreams {
  readonly #contract: CompiledContract;
  readonly #clock: Clock;
  readonly #meters: LinkMeters;
  readonly #readings = new Map<number, Reading>();
  #end: LinkEnd | undefined;

  constructor(options: { contract: CompiledContract; clock: Clock; meters: LinkMeters }) {
    this.#contract = options.contract;
    this.#clock = options.clock;
    this.#meters = options.meters;
  }

  read(streamName: string, handler: StreamHandler): () => void {
    const stream = this.#contract.streams.find(({ name }) => name === streamName);
    if (!stream)
      throw new AppError('CONTRACT_INVALID', `${this.#contract.name} has no stream ${streamName}.`);
    let reading = this.#readings.get(stream.index);
    if (!reading) {
      reading = {
        stream,
        handlers: new Set(),
        reader: undefined,
        accept: undefined,
        missed: 0,
        isReading: false,
      };
      this.#readings.set(stream.index, reading);
      this.#end?.send([frame.attach, stream.index], false);
    }
    const { handlers } = reading;
    handlers.add(handler);
    return () => {
      if (!handlers.delete(handler) || handlers.size > 0) return;
      this.#readings.delete(stream.index);
      this.#end?.send([frame.detach, stream.index], false);
    };
  }

  linked(end: LinkEnd): void {
    this.#end = end;
    for (const index of this.#readings.keys()) end.send([frame.attach, index], false);
  }

  lost(): void {
    this.#end = undefined;
  }

  onAttached(batch: Batch, offset: number): FrameRead {
    const reading = this.#readings.get(Number(batch[offset + 1]));
    const slot = Number(batch[offset + 2]);
    if (reading && slot >= 0) this.#attach(reading, slot, Number(batch[offset + 3]), batch[offset + 4]);
    else if (reading) this.#meters.failed(false, new AppError('STREAM_FULL'), reading.stream.name);
    return { next: offset + 5, messages: 0 };
  }

  onChunk(batch: Batch, offset: number): FrameRead {
    const reading = this.#readings.get(Number(batch[offset + 1]));
    const [firstSequence, count] = [Number(batch[offset + 2]), Number(batch[offset + 3])];
    reading?.accept?.({ firstSequence, count, bytes: batch[offset + 4] as ArrayBuffer });
    if (reading) this.#poll(reading);
    this.#end?.consumed(1, false);
    return { next: offset + 5, messages: 1 };
  }

  onBell(batch: Batch, offset: number): FrameRead {
    const reading = this.#readings.get(Number(batch[offset + 1]));
    if (reading) this.#poll(reading);
    return { next: offset + 2, messages: 0 };
  }

  #attach(reading: Reading, slot: number, nextSequence: number, memory: unknown): void {
    const { stream, reader: before } = reading;
    if (memory instanceof SharedArrayBuffer) {
      // From the moment of attaching at the writer; the ring outlives its writer, so later on from where it stood.
      const from = before?.position ?? nextSequence;
      reading.reader = createRingReader(memory, stream.layout, { slot, from });
      reading.accept = undefined;
      reading.missed = 0;
    } else {
      const reader = createCopiedReader(stream.layout, {
        capacity: stream.capacity,
        firstSequence: nextSequence,
      });
      reading.reader = reader;
      reading.accept = (chunk) => reader.accept(chunk);
      reading.missed = 0;
    }
    this.#poll(reading);
  }

  #poll(reading: Reading): void {
    if (reading.isReading) return;
    const { reader } = reading;
    if (!reader) return;
    // A doorbell may follow an event in a batch, and the next turn comes from here: records have no cause.
    leaveScope();
    const delivered = reader.poll(TURN_RECORDS, (record, sequence) =>
      this.#deliver(reading, record, sequence),
    );
    if (reader.missed > reading.missed) {
      this.#meters.missed(`${this.#contract.name}.${reading.stream.name}`, reader.missed - reading.missed);
      reading.missed = reader.missed;
    }
    if (delivered < TURN_RECORDS && reader.sleep()) return;
    reading.isReading = true;
    this.#clock.nextTurn(() => {
      reading.isReading = false;
      this.#poll(reading);
    });
  }

  #deliver(reading: Reading, record: unknown, sequence: number): void {
    for (const handler of reading.handlers) {
      try {
        handler(record, sequence);
      } catch (error) {
        this.#meters.failed(true, error, reading.stream.name);
      }
    }
  }
}
