// The writing side of one stream of a service: one writer, shared memory where the readers are near, copies where not.
import type { Clock } from '../clock.ts';
import { createCopiedWriter, type RecordChunk } from '../stream/copied-writer.ts';
import { createRingWriter } from '../stream/ring-writer.ts';
import type { StreamWriter } from '../stream/stream-transport.ts';
import type { CompiledStream } from './compiled.ts';

export type StreamListener = { onBell(): void; onChunk(chunk: RecordChunk): void };

export type StreamAttachment = {
  readonly slot: number;
  readonly memory: SharedArrayBuffer | null;
  /** Sequence of the next record to come. */
  readonly nextSequence: number;
  detach(): void;
};

export interface StreamSource {
  write(record: unknown): void;
  /** Undefined when every reader slot is taken. */
  attach(listener: StreamListener): StreamAttachment | undefined;
}

/** @param memory the stream's ring, which outlives its writer; null copies the records instead */
export function createStreamSource(
  stream: CompiledStream,
  memory: SharedArrayBuffer | null,
  clock: Clock,
): StreamSource {
  const listeners = new Map<number, StreamListener>();
  const writer: StreamWriter<unknown> = memory
    ? createRingWriter(memory, stream.layout, { clock, ring: (slot) => listeners.get(slot)?.onBell() })
    : createCopiedWriter(stream.layout, {
        clock,
        send: (slot, chunk) => listeners.get(slot)?.onChunk(chunk),
      });
  // Readers of a predecessor lost their link with it; they attach again.
  for (const slot of writer.attached) writer.detach(slot);
  return {
    write: (record) => writer.write(record),
    attach(listener) {
      const attachment = writer.attach();
      if ('refused' in attachment) return undefined;
      const { slot } = attachment;
      listeners.set(slot, listener);
      return {
        slot,
        memory,
        nextSequence: writer.published,
        detach() {
          listeners.delete(slot);
          writer.detach(slot);
        },
      };
    },
  };
}
